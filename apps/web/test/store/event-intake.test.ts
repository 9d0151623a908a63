import type { SequencedEvent } from '@cashbeat/shared-types';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EventIntake, LARGEST_HOLE } from '@/store/realtime/event-intake';
import type { EventPart, EventSource } from '@/store/realtime/event-source';
import { paymentEvent } from '../support/samples';

/** A server that has `count` events, and a reader of its intake's output. */
function setUp(count: number, { socket = true } = {}) {
  const log: SequencedEvent[] = [];
  const server = {
    failing: false,
    oldest: 1,
    grow(by: number) {
      for (let left = by; left > 0; left -= 1) log.push(paymentEvent(log.length + 1));
    },
    replaceWith(total: number) {
      log.length = 0;
      server.grow(total);
    },
    get latest() {
      return log.length;
    },
    at: (seq: number) => log[seq - 1]!,
  };
  server.grow(count);
  const part = (after: number, limit: number): EventPart => {
    const events = log.filter(({ seq }) => seq > after && seq >= server.oldest).slice(0, limit);
    const reached = events.at(-1)?.seq ?? after;
    return { events, latestSeq: log.length, more: reached < log.length };
  };
  const answer = async (events: SequencedEvent[]) => {
    if (server.failing) throw new Error('no answer');
    return { items: events, latestSeq: log.length, oldestSeq: server.oldest, more: false };
  };
  const rest: EventSource = {
    newest: (limit) => answer(log.slice(-limit)),
    after: (seq, limit) => answer(part(seq, limit).events),
    before: () => Promise.reject(new Error('not asked for here')),
  };
  const feed: number[] = [];
  const output = {
    events: (events: SequencedEvent[]) => feed.push(...events.map(({ seq }) => seq)),
    reloaded: (events: SequencedEvent[]) => {
      feed.length = 0;
      feed.push(...events.map(({ seq }) => seq));
    },
    catchUpStarted: vi.fn(),
    catchUpFinished: vi.fn(),
    catchUpFailed: vi.fn(),
  };
  const resume = vi.fn((after: number) =>
    socket
      ? server.failing
        ? Promise.reject(new Error('cut'))
        : Promise.resolve(part(after, 200))
      : undefined,
  );
  const intake = new EventIntake({ rest, resume }, output);
  return { server, feed, output, resume, intake };
}

const settle = () => vi.advanceTimersByTimeAsync(0);
const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('the intake of events', () => {
  it('begins with the newest page', async () => {
    const { intake, feed } = setUp(250);
    intake.announce(250);
    await settle();
    expect(feed).toEqual(range(151, 250));
  });

  it('passes on each event once, however often it arrives', async () => {
    const { intake, feed, server } = setUp(3);
    intake.announce(3);
    await settle();
    server.grow(2);
    intake.receive([server.at(4)]);
    intake.receive([server.at(4), server.at(5)]);
    intake.receive([server.at(2)]);
    expect(feed).toEqual(range(1, 5));
  });

  it('fills a gap before it goes on, with one question', async () => {
    const { intake, feed, server, resume } = setUp(3);
    intake.announce(3);
    await settle();
    server.grow(6);
    intake.receive([server.at(7)]);
    intake.receive([server.at(9)]);
    expect(feed).toEqual(range(1, 3));
    await settle();
    expect(feed).toEqual(range(1, 9));
    expect(resume.mock.calls).toEqual([[3]]);
  });

  it('asks page after page for a long outage', async () => {
    const { intake, feed, server } = setUp(3);
    intake.announce(3);
    await settle();
    server.grow(750);
    intake.announce(753);
    await settle();
    expect(feed).toEqual(range(1, 753));
  });

  it('replaces the feed when the hole is too large to be read', async () => {
    const { intake, feed, server } = setUp(3);
    intake.announce(3);
    await settle();
    server.grow(LARGEST_HOLE + 500);
    intake.announce(server.latest);
    await settle();
    expect(feed).toEqual(range(server.latest - 99, server.latest));
  });

  it('replaces the feed when the server no longer keeps what is missing', async () => {
    const { intake, feed, server } = setUp(3);
    intake.announce(3);
    await settle();
    server.grow(40);
    server.oldest = 30;
    intake.announce(43);
    await settle();
    expect(feed.at(-1)).toBe(43);
    expect(feed).toEqual([...feed].sort((one, other) => one - other));
  });

  it('begins anew when the sequence did', async () => {
    const { intake, feed, server } = setUp(500);
    intake.announce(500);
    await settle();
    server.replaceWith(5);
    intake.announce(5);
    await settle();
    expect(feed).toEqual(range(1, 5));
  });

  it('reads over REST while there is no socket', async () => {
    const { intake, feed, server } = setUp(2, { socket: false });
    intake.look();
    await settle();
    server.grow(3);
    intake.look();
    await settle();
    expect(feed).toEqual(range(1, 5));
  });

  it('tries again after failures, at once when the connection returns', async () => {
    const { intake, feed, server, output } = setUp(4);
    server.failing = true;
    intake.look();
    await settle();
    expect(output.catchUpFailed).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(500);
    expect(output.catchUpFailed).toHaveBeenCalledTimes(2);
    server.failing = false;
    intake.announce(4);
    await settle();
    expect(feed).toEqual(range(1, 4));
    expect(output.catchUpFinished).toHaveBeenCalledTimes(1);
  });

  it('asks no more once stopped', async () => {
    const { intake, server, output } = setUp(4);
    server.failing = true;
    intake.look();
    await settle();
    intake.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(output.catchUpFailed).toHaveBeenCalledTimes(1);
  });

  it('gives every event once and in order for any losses, repetitions and disorder', async () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('grow' as const), by: fc.integer({ min: 1, max: 30 }) }),
      fc.record({
        kind: fc.constant('deliver' as const),
        offsets: fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 12 }),
      }),
      fc.constant({ kind: 'reconnect' as const }),
      fc.constant({ kind: 'wait' as const }),
      fc.record({ kind: fc.constant('outage' as const), failing: fc.boolean() }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const { intake, feed, server } = setUp(20);
        intake.announce(20);
        for (const action of steps) {
          if (action.kind === 'grow') server.grow(action.by);
          if (action.kind === 'deliver') {
            const alive = action.offsets.filter((offset) => offset < server.latest);
            intake.receive(alive.map((offset) => server.at(server.latest - offset)));
          }
          if (action.kind === 'reconnect') intake.announce(server.latest);
          if (action.kind === 'wait') await settle();
          if (action.kind === 'outage') server.failing = action.failing;
        }
        server.failing = false;
        intake.announce(server.latest);
        await vi.advanceTimersByTimeAsync(10_000);
        expect(feed).toEqual(range(feed[0]!, server.latest));
        intake.stop();
      }),
      { numRuns: 150 },
    );
  });
});
