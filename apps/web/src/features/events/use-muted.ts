'use client';

import { useCallback, useState } from 'react';
import { attempt } from '@/store/session/browser-storage';

const KEY = 'cashbeat.feed-muted';

/** Whether this browser is not to announce the feed, and a way to change that. */
export function useMuted(): [boolean, () => void] {
  const [muted, setMuted] = useState(
    () => attempt(() => localStorage.getItem(KEY) !== null) ?? false,
  );
  const toggle = useCallback(() => {
    setMuted(!muted);
    attempt(() => (muted ? localStorage.removeItem(KEY) : localStorage.setItem(KEY, '1')));
  }, [muted]);
  return [muted, toggle];
}
