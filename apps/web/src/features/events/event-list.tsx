'use client';

import type { SequencedEvent } from '@cashbeat/shared-types';
import { ArrowUpIcon, EmptyState } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import NextLink from 'next/link';
import { useCallback, useEffect, useRef } from 'react';
import { Virtuoso, type VirtuosoHandle } from 'react-virtuoso';
import { useMethodName } from '@/features/organisation/use-method-name';
import { useAppDispatch, useAppSelector } from '@/store/hooks';
import { selectHasOlder } from '@/store/live/live-slice';
import { olderEventsRequested } from '@/store/realtime/realtime-middleware';
import { useFormats } from '@/store/session/use-formats';
import { EventRow } from './event-row';
import { useToday } from './event-time';
import type { FeedFilter } from './feed-filter';
import { EVENT_ROW_HEIGHT, FeedSkeleton } from './feed-skeleton';
import { usePausedFeed } from './use-paused-feed';

export interface EventListProps {
  events: SequencedEvent[];
  filter: FeedFilter;
  zone: string;
  onOpen: (paymentId: string) => void;
}

/** Fills the tallest screen. A filter leaves fewer of a page of events, so more pages are fetched. */
const ENOUGH_ROWS = 30;

/** Scrolled to its top the list runs; scrolled away it stands still and counts what waits. */
export default function EventList({ events, filter, zone, onOpen }: EventListProps) {
  const { formatCount } = useFormats();
  const { shown, paused, waiting, pause, resume } = usePausedFeed(events, filter);
  const hasOlder = useAppSelector(selectHasOlder);
  const dispatch = useAppDispatch();
  const methodName = useMethodName();
  const today = useToday(zone);
  const list = useRef<VirtuosoHandle>(null);
  const oldest = events.at(-1)?.seq;

  const tooFew = shown.length < ENOUGH_ROWS;
  useEffect(() => {
    if (tooFew && hasOlder && oldest !== undefined) {
      dispatch(olderEventsRequested({ beforeSeq: oldest }));
    }
  }, [tooFew, hasOlder, oldest, dispatch]);

  const backToNewest = useCallback(() => {
    resume();
    list.current?.scrollTo({ top: 0 });
  }, [resume]);

  if (shown.length === 0 && waiting === 0) {
    return hasOlder ? (
      <FeedSkeleton />
    ) : (
      <EmptyState
        title={`No such ${filter.kind === 'all' ? '' : `${filter.kind} `}payments lately`}
      >
        None among the last {formatCount(events.length)} events. Older ones are on the{' '}
        <Box component={NextLink} href="/payments" sx={{ color: 'primary.main' }}>
          Payments
        </Box>{' '}
        page.
      </EmptyState>
    );
  }
  return (
    <Box sx={{ position: 'relative', height: '100%' }}>
      <Virtuoso
        ref={list}
        data={shown}
        fixedItemHeight={EVENT_ROW_HEIGHT}
        computeItemKey={(_, event) => event.id}
        itemContent={(_, event) => (
          <EventRow
            event={event}
            zone={zone}
            today={today}
            methodName={methodName}
            onOpen={onOpen}
          />
        )}
        atTopThreshold={8}
        atTopStateChange={(atTop) => (atTop ? resume() : pause())}
        endReached={() => {
          if (hasOlder && oldest !== undefined)
            dispatch(olderEventsRequested({ beforeSeq: oldest }));
        }}
        increaseViewportBy={240}
        tabIndex={-1}
        data-testid="event-list"
        aria-label="Payment events, newest first"
        role="log"
        aria-live="off"
      />
      {paused && (
        <Box
          sx={{
            position: 'absolute',
            top: 10,
            left: 0,
            right: 0,
            display: 'grid',
            placeItems: 'center',
            pointerEvents: 'none',
          }}
        >
          <Button
            variant="contained"
            startIcon={<ArrowUpIcon />}
            onClick={backToNewest}
            data-testid="feed-resume"
            sx={{
              borderRadius: 999,
              pointerEvents: 'auto',
              boxShadow: '0 4px 16px rgb(10 16 30 / 0.22)',
            }}
          >
            {waiting > 0 ? `${formatCount(waiting)} new` : 'Paused – back to newest'}
          </Button>
        </Box>
      )}
    </Box>
  );
}
