'use client';

import type { SequencedEvent } from '@cashbeat/shared-types';
import { useCallback, useMemo, useState } from 'react';
import { type FeedFilter, isShown } from './feed-filter';

export interface PausedFeed {
  /** What the list shows: everything, or while paused what was there, and older events. */
  shown: SequencedEvent[];
  paused: boolean;
  /** Events that arrived since the pause. */
  waiting: number;
  pause(): void;
  resume(): void;
}

/**
 * Holds the list still while somebody reads it.
 *
 * Reading begins when the list is scrolled away from its newest end. From then on rows newer than
 * the one that was on top stay out of the list and are only counted.
 */
export function usePausedFeed(events: SequencedEvent[], filter: FeedFilter): PausedFeed {
  const [pausedAt, setPausedAt] = useState<number | null>(null);
  const newest = events[0]?.seq ?? 0;
  const matching = useMemo(
    () => events.filter((event) => isShown(filter, event)),
    [events, filter],
  );
  const waiting = useMemo(() => {
    if (pausedAt === null) return 0;
    const first = matching.findIndex((event) => event.seq <= pausedAt);
    return first === -1 ? matching.length : first;
  }, [matching, pausedAt]);
  const shown = useMemo(
    () => (waiting === 0 ? matching : matching.slice(waiting)),
    [matching, waiting],
  );
  const pause = useCallback(() => setPausedAt((known) => known ?? newest), [newest]);
  const resume = useCallback(() => setPausedAt(null), []);
  return { shown, paused: pausedAt !== null, waiting, pause, resume };
}
