import type { SequencedEvent } from '@cashbeat/shared-types';
import { throttle } from '@cashbeat/utils';

/** Four flushes a second: faster is not read, and each one renders. */
export const FLUSH_INTERVAL = 250;

/** More than fits a screen. Then nobody reads row by row, and every other flush is left out. */
const SCREENFUL = 12;

export interface FlushQueue {
  push(events: readonly SequencedEvent[]): void;
  /** Delivers what waits, now. */
  flush(): void;
  clear(): void;
}

/** Collects events and hands them on at most four times a second, screens full of them twice. */
export function createFlushQueue(deliver: (events: SequencedEvent[]) => void): FlushQueue {
  let waiting: SequencedEvent[] = [];
  let skipped = false;
  const flush = () => {
    if (waiting.length === 0) return;
    skipped = false;
    const events = waiting;
    waiting = [];
    deliver(events);
  };
  const flushSoon = throttle(() => {
    if (!skipped && waiting.length > SCREENFUL) {
      skipped = true;
      flushSoon();
      return;
    }
    flush();
  }, FLUSH_INTERVAL);
  return {
    push(events) {
      if (events.length === 0) return;
      waiting.push(...events);
      flushSoon();
    },
    flush,
    clear() {
      waiting = [];
      flushSoon.cancel();
    },
  };
}
