import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { announcement } from '@/features/events/announcement';
import { feedRows, keyOfRow } from '@/features/events/feed-rows';
import { mergeEvents } from '@/store/live/merge-events';
import { paymentEvent } from '../support/samples';

const descending = fc
  .uniqueArray(fc.integer({ min: 1, max: 400 }), { maxLength: 60 })
  .map((seqs) => seqs.sort((one, other) => other - one).map((seq) => paymentEvent(seq)));

describe('the rows of the feed', () => {
  it('tell of every event between the first and the last: shown, hidden or missing', () => {
    fc.assert(
      fc.property(descending, fc.integer({ min: 1, max: 5 }), (events, every) => {
        const isShown = ({ seq }: { seq: number }) => seq % every === 0;
        const rows = feedRows(events, isShown);
        const missing = rows.reduce((sum, row) => sum + (row.kind === 'gap' ? row.missing : 0), 0);
        const span = events.length === 0 ? 0 : events[0]!.seq - events.at(-1)!.seq + 1;
        expect(missing + events.length).toBe(span);
        const shown = rows.flatMap((row) => (row.kind === 'event' ? [row.event] : []));
        expect(shown).toEqual(events.filter(isShown));
        expect(new Set(rows.map(keyOfRow)).size).toBe(rows.length);
      }),
    );
  });

  it('say in its place what is missing', () => {
    const events = [9, 8, 3, 2].map((seq) => paymentEvent(seq));
    const rows = feedRows(events, () => true);
    expect(rows.map((row) => (row.kind === 'gap' ? `-${row.missing}` : row.event.seq))).toEqual([
      9,
      8,
      '-4',
      3,
      2,
    ]);
  });
});

describe('two lists of events', () => {
  it('become one, each event once, newest first', () => {
    fc.assert(
      fc.property(descending, descending, (one, other) => {
        const expected = [...new Set([...one, ...other].map(({ seq }) => seq))];
        expect(mergeEvents(one, other).map(({ seq }) => seq)).toEqual(
          expected.sort((first, second) => second - first),
        );
      }),
    );
  });
});

describe('what is announced', () => {
  it('is how many came, by what happened to them', () => {
    const events = [
      paymentEvent(5, { type: 'payment_failed' }),
      ...[4, 3, 2, 1].map((seq) => paymentEvent(seq)),
    ];
    expect(announcement(events, 2)).toBe('2 payments received, 1 failed in the last 30 seconds.');
    expect(announcement(events, 4)).toBe('1 payment failed in the last 30 seconds.');
    expect(announcement(events, 5)).toBe('');
    expect(announcement([], 0)).toBe('');
  });

  it('counts also what is not here', () => {
    const events = [9, 8].map((seq) => paymentEvent(seq));
    expect(announcement(events, 5)).toBe(
      '2 payments received, 2 further events in the last 30 seconds.',
    );
  });

  it('is silent of payments that are merely made', () => {
    const created = { ...paymentEvent(2), type: 'payment_created' } as never;
    expect(announcement([created, paymentEvent(1)], 1)).toBe('');
  });
});
