'use client';

import { SPOKEN_ONLY } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import { useEffect, useState } from 'react';
import { useStore } from 'react-redux';
import { selectEvents } from '@/store/live/live-slice';
import type { RootState } from '@/store/store';
import { announcement, ANNOUNCEMENT_SECONDS } from './announcement';

/** Tells screen readers now and then what came in; it never speaks of each event. */
export function FeedAnnouncer({ muted }: { muted: boolean }) {
  const store = useStore<RootState>();
  const [told, setTold] = useState('');
  useEffect(() => {
    if (muted) return undefined;
    let seq = selectEvents(store.getState())[0]?.seq ?? 0;
    const timer = setInterval(() => {
      const events = selectEvents(store.getState());
      setTold(announcement(events, seq));
      seq = events[0]?.seq ?? 0;
    }, ANNOUNCEMENT_SECONDS * 1_000);
    return () => clearInterval(timer);
  }, [muted, store]);
  return (
    <Box role="status" aria-live="polite" data-testid="feed-announcer" sx={SPOKEN_ONLY}>
      {muted ? '' : told}
    </Box>
  );
}
