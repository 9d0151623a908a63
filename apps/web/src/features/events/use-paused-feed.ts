'use client';

import type { SequencedEvent } from '@cashbeat/shared-types';
import { useCallback, useEffect, useRef, useState } from 'react';
import { mergeEvents } from '@/store/live/merge-events';

/** Somebody scrolled away from the newest end, or pressed the button. */
export type PauseReason = 'scroll' | 'button';

export interface PausedFeed {
  /** What the list shows: everything, or while paused what was there, and older events. */
  shown: SequencedEvent[];
  paused: PauseReason | null;
  /** Events since the pause, newest first. */
  waiting: SequencedEvent[];
  /** Taken from the row that is in sight. */
  pause(reason: PauseReason): void;
  /** Ends a pause of this kind; without one, any. */
  resume(reason?: PauseReason): void;
}

interface Pause {
  reason: PauseReason;
  /** Kept here, for the store lets go of old events while new ones come in. */
  held: SequencedEvent[];
}

const NONE: SequencedEvent[] = [];

/**
 * Holds the list still while somebody reads it.
 *
 * From the pause on, rows newer than the one that was on top stay out of the list and only wait.
 * What is read stays, however much arrives meanwhile; older events may still join at the end.
 */
export function usePausedFeed(events: SequencedEvent[]): PausedFeed {
  const [pause, setPause] = useState<Pause | null>(null);
  const newest = pause?.held[0]?.seq ?? 0;
  const beganAnew = pause !== null && (events[0]?.seq ?? 0) < newest;
  if (beganAnew) setPause(null);
  else if (pause) {
    const held = joined(pause.held, events.slice(firstUpTo(events, newest)));
    if (held !== pause.held) setPause({ ...pause, held });
  }
  const latest = useRef(events);
  useEffect(() => {
    latest.current = events;
  }, [events]);
  const begin = useCallback((reason: PauseReason) => {
    const held = latest.current;
    setPause((known) => known ?? { reason, held });
  }, []);
  const resume = useCallback(
    (reason?: PauseReason) =>
      setPause((known) => (reason && known && known.reason !== reason ? known : null)),
    [],
  );
  return {
    shown: pause?.held ?? events,
    paused: pause?.reason ?? null,
    waiting: pause ? events.slice(0, firstUpTo(events, newest)) : NONE,
    pause: begin,
    resume,
  };
}

/** Where events that are no newer than `seq` begin; they stand newest first. */
function firstUpTo(events: readonly SequencedEvent[], seq: number): number {
  const index = events.findIndex((event) => event.seq <= seq);
  return index < 0 ? events.length : index;
}

/** The same list where nothing joins it. */
function joined(held: SequencedEvent[], further: readonly SequencedEvent[]): SequencedEvent[] {
  const merged = mergeEvents(held, further);
  return merged.length > held.length ? merged : held;
}
