'use client';

import { useSyncExternalStore } from 'react';

const STEP = 15_000;

function subscribe(changed: () => void): () => void {
  const timer = setInterval(changed, STEP);
  return () => clearInterval(timer);
}

const now = () => Math.floor(Date.now() / STEP) * STEP;

/** The time to a quarter of a minute, for ages that go on while they are looked at. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, now, now);
}
