'use client';

import { useAppSelector } from '@/store/hooks';
import { selectConnection } from '@/store/connection/connection-slice';

const LIVE_POLL = 60_000;
const BLIND_POLL = 10_000;

/**
 * Whether what is shown may be out of date, and how often to ask without being told.
 *
 * While live, changes are announced, and only time itself (the running hour) needs a slow poll.
 */
export function useFreshness(): { stale: boolean; pollingInterval: number } {
  const { status } = useAppSelector(selectConnection);
  const lost = status === 'reconnecting' || status === 'offline';
  return { stale: lost, pollingInterval: lost ? BLIND_POLL : LIVE_POLL };
}
