'use client';

import type { SequencedEvent } from '@cashbeat/shared-types';
import { ArrowUpIcon, EmptyState } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import NextLink from 'next/link';
import { type RefObject, useEffect, useMemo } from 'react';
import { Virtuoso, type VirtuosoHandle } from 'react-virtuoso';
import { useMethodName } from '@/features/organisation/use-method-name';
import { useAppDispatch, useAppSelector } from '@/store/hooks';
import { selectHasOlder, selectOldestKept } from '@/store/live/live-slice';
import { olderEventsRequested } from '@/store/realtime/realtime-middleware';
import { useFormats } from '@/store/session/use-formats';
import { EventRow } from './event-row';
import { EVENT_ROWS } from './event-rows-style';
import { useToday } from './event-time';
import { type FeedRow, feedRows, keyOfRow } from './feed-rows';
import { EVENT_ROW_HEIGHT, FeedSkeleton } from './feed-skeleton';
import { GapRow } from './gap-row';
import type { PausedFeed } from './use-paused-feed';

export interface EventListProps {
  feed: PausedFeed;
  isShown: (event: SequencedEvent) => boolean;
  zone: string;
  list: RefObject<VirtuosoHandle | null>;
  onOpen: (paymentId: string) => void;
  onNewest: () => void;
}

/** Fills the tallest screen. A filter leaves fewer of a page of events, so more pages are fetched. */
const ENOUGH_ROWS = 30;

/** Scrolled to its top the list runs; scrolled away it stands still and counts what waits. */
export function EventList({ feed, isShown, zone, list, onOpen, onNewest }: EventListProps) {
  const { shown, waiting, pause, resume } = feed;
  const hasOlder = useAppSelector(selectHasOlder);
  const oldestKept = useAppSelector(selectOldestKept);
  const dispatch = useAppDispatch();
  const methodName = useMethodName();
  const today = useToday(zone);
  const rows = useMemo(() => feedRows(shown, isShown), [shown, isShown]);
  const oldest = shown.at(-1)?.seq;
  const loadBefore = (beforeSeq: number) => dispatch(olderEventsRequested({ beforeSeq }));

  const tooFew = rows.length < ENOUGH_ROWS;
  useEffect(() => {
    if (tooFew && hasOlder && oldest !== undefined) {
      dispatch(olderEventsRequested({ beforeSeq: oldest }));
    }
  }, [tooFew, hasOlder, oldest, dispatch]);

  if (rows.length === 0 && waiting.length === 0) {
    return hasOlder ? <FeedSkeleton /> : <NothingFound count={shown.length} />;
  }
  const rowOf = (row: FeedRow) =>
    row.kind === 'event' ? (
      <EventRow
        event={row.event}
        zone={zone}
        today={today}
        methodName={methodName}
        onOpen={onOpen}
      />
    ) : (
      <GapRow
        gap={row}
        zone={zone}
        onLoad={row.newer.seq > oldestKept ? () => loadBefore(row.newer.seq) : undefined}
      />
    );
  return (
    <Box sx={{ ...EVENT_ROWS, position: 'relative', height: '100%' }}>
      <Virtuoso
        ref={list}
        data={rows}
        fixedItemHeight={EVENT_ROW_HEIGHT}
        computeItemKey={(_, row) => keyOfRow(row)}
        itemContent={(_, row) => rowOf(row)}
        atTopThreshold={8}
        atTopStateChange={(atTop) => (atTop ? resume('scroll') : pause('scroll'))}
        endReached={() => {
          if (hasOlder && oldest !== undefined) loadBefore(oldest);
        }}
        increaseViewportBy={240}
        components={hasOlder ? RUNNING : ENDED}
        tabIndex={-1}
        data-testid="event-list"
        aria-label="Payment events, newest first"
        role="log"
        aria-live="off"
      />
      <BackToNewest feed={feed} isShown={isShown} onNewest={onNewest} />
    </Box>
  );
}

function BackToNewest({
  feed: { shown, paused, waiting },
  isShown,
  onNewest,
}: Pick<EventListProps, 'feed' | 'isShown' | 'onNewest'>) {
  const { formatCount } = useFormats();
  const count = useMemo(() => waiting.filter(isShown).length, [waiting, isShown]);
  if (paused === null || (paused === 'button' && count === 0)) return null;
  const behind = waiting.at(-1);
  const more = behind !== undefined && behind.seq > (shown[0]?.seq ?? 0) + 1 ? '+' : '';
  return (
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
        onClick={onNewest}
        data-testid="feed-resume"
        sx={{
          borderRadius: 999,
          pointerEvents: 'auto',
          boxShadow: '0 4px 16px rgb(10 16 30 / 0.22)',
        }}
      >
        {count > 0 ? `${formatCount(count)}${more} new` : 'Paused – back to newest'}
      </Button>
    </Box>
  );
}

function PaymentsLink() {
  return (
    <Box component={NextLink} href="/payments" sx={{ color: 'primary.main' }}>
      Payments
    </Box>
  );
}

function NothingFound({ count }: { count: number }) {
  const { formatCount } = useFormats();
  return (
    <EmptyState title="No such payments lately">
      None among the last {formatCount(count)} events. Older ones are on the <PaymentsLink /> page.
    </EmptyState>
  );
}

function FeedEnd() {
  return (
    <Box sx={{ p: 4, textAlign: 'center', fontSize: '0.75rem', color: 'text.secondary' }}>
      Older events are on the <PaymentsLink /> page.
    </Box>
  );
}

const RUNNING = {};
const ENDED = { Footer: FeedEnd };
