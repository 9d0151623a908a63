'use client';

import Box from '@mui/material/Box';
import NextLink from 'next/link';
import { useCallback, useMemo, useRef } from 'react';
import type { VirtuosoHandle } from 'react-virtuoso';
import { paymentsAddress } from '@/features/payments/payment-filters';
import { useOpenPayment } from '@/features/payments/use-open-payment';
import { useAppSelector } from '@/store/hooks';
import { selectEvents } from '@/store/live/live-slice';
import { useFormats } from '@/store/session/use-formats';
import { EventList } from './event-list';
import { FeedAnnouncer } from './feed-announcer';
import { shownBy } from './feed-filter';
import { FeedToolbar } from './feed-toolbar';
import type { FeedFilters } from './use-feed-filter';
import { useMuted } from './use-muted';
import { usePausedFeed } from './use-paused-feed';

export interface FeedBodyProps extends FeedFilters {
  zone: string;
}

/** The list of events, and what it is found and held by. */
export default function FeedBody({ zone, filter, ...filters }: FeedBodyProps) {
  const feed = usePausedFeed(useAppSelector(selectEvents));
  const [muted, toggleMuted] = useMuted();
  const openPayment = useOpenPayment();
  const list = useRef<VirtuosoHandle>(null);
  const isShown = useMemo(() => shownBy(filter), [filter]);
  const { paused, pause, resume } = feed;
  const backToNewest = useCallback(() => {
    resume();
    list.current?.scrollTo({ top: 0 });
  }, [resume]);
  const togglePause = useCallback(
    () => (paused === null ? pause('button') : backToNewest()),
    [paused, pause, backToNewest],
  );
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', height: '100%' }}>
      <FeedToolbar
        {...filters}
        paused={paused !== null}
        muted={muted}
        onPause={togglePause}
        onMute={toggleMuted}
      />
      {filter.text && <SearchedIn text={filter.text} count={feed.shown.length} />}
      <Box sx={{ flex: 1, minHeight: 0 }}>
        <EventList
          // What another filter finds is read from its top.
          key={JSON.stringify(filter)}
          feed={feed}
          isShown={isShown}
          zone={zone}
          list={list}
          onOpen={openPayment}
          onNewest={backToNewest}
        />
      </Box>
      <FeedAnnouncer muted={muted} />
    </Box>
  );
}

/** The search looks through what is loaded; the list of payments knows them all. */
function SearchedIn({ text, count }: { text: string; count: number }) {
  const { formatCount } = useFormats();
  return (
    <Box
      sx={{
        px: 4,
        py: 1.5,
        fontSize: '0.75rem',
        color: 'text.secondary',
        borderBottom: 1,
        borderColor: 'divider',
      }}
    >
      In the last {formatCount(count)} events.{' '}
      <Box
        component={NextLink}
        href={paymentsAddress({ text })}
        prefetch={false}
        sx={{ color: 'primary.main' }}
      >
        Search all payments
      </Box>
    </Box>
  );
}
