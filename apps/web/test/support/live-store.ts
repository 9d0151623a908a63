import type { PaymentEventPage, SequencedEvent } from '@cashbeat/shared-types';
import { vi } from 'vitest';
import { realtimeStarted, type RealtimeParts } from '@/store/realtime/realtime-middleware';
import type { FeedHandlers } from '@/store/realtime/socket-feed';
import { sessionStarted } from '@/store/session/session-middleware';
import { createStore } from '@/store/store';
import { paymentEvent } from './samples';
import { sessionParts } from './session';

/** A store that hears a feed of `count` events; the test says what arrives and what is missed. */
export function liveStore(count = 3) {
  const log: SequencedEvent[] = Array.from({ length: count }, (_, index) =>
    paymentEvent(index + 1),
  );
  let handlers!: FeedHandlers;
  const close = vi.fn();
  const reconnect = vi.fn();
  const before = vi.fn((_seq: number) => Promise.resolve(page([])));
  const page = (items: SequencedEvent[]): PaymentEventPage => ({
    items,
    latestSeq: log.length,
    oldestSeq: 1,
    more: false,
  });
  const realtime = (): RealtimeParts => ({
    now: Date.now,
    openFeed: (given) => {
      handlers = given;
      return Promise.resolve({
        resume: (after) =>
          Promise.resolve({
            events: log.filter(({ seq }) => seq > after),
            latestSeq: log.length,
            more: false,
          }),
        reconnect,
        close,
      });
    },
    events: {
      newest: (limit) => Promise.resolve(page(log.slice(-limit))),
      after: (seq) => Promise.resolve(page(log.filter((event) => event.seq > seq))),
      before,
    },
  });
  const store = createStore({ session: sessionParts(), realtime });
  store.dispatch(sessionStarted());
  store.dispatch(realtimeStarted());
  const arrive = () => {
    const event = paymentEvent(log.length + 1);
    log.push(event);
    handlers.events([event]);
  };
  const miss = () => log.push(paymentEvent(log.length + 1));
  const seqs = () => store.getState().live.events.map(({ seq }) => seq);
  return {
    store,
    arrive,
    miss,
    seqs,
    close,
    reconnect,
    before,
    feed: () => handlers,
    latest: () => log.length,
  };
}
