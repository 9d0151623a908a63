'use client';

import type { Notification } from '@cashbeat/shared-types';
import { useEffect, useSyncExternalStore } from 'react';

/*
 * What the toast of new notifications tells. It stands outside of the store, whose code is part of
 * every page's first load.
 */
let told: readonly Notification[] = [];
let readers = 0;
const listeners = new Set<() => void>();

/** Replaces what is told; nothing takes the toast away. */
export function tell(news: readonly Notification[]): void {
  told = news;
  for (const listener of listeners) listener();
}

/** Nobody is told of what stands in the list that they read. */
export function tellAlso(news: readonly Notification[]): void {
  if (readers > 0) return;
  const fresh = new Set(news.map(({ id }) => id));
  tell([...news, ...told.filter(({ id }) => !fresh.has(id))]);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** A list of the newest is in sight. */
export function useReading(reads: boolean): void {
  useEffect(() => {
    if (!reads) return undefined;
    readers += 1;
    tell([]);
    return () => {
      readers -= 1;
    };
  }, [reads]);
}

const NONE: readonly Notification[] = [];

/** Newest first. */
export function useTold(): readonly Notification[] {
  return useSyncExternalStore(
    subscribe,
    () => told,
    () => NONE,
  );
}
