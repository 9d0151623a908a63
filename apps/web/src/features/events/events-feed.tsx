'use client';

import { EmptyState, ErrorState, Panel, Segmented } from '@cashbeat/ui';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useGetOrganisationQuery } from '@/features/organisation/organisation-api';
import { useOpenPayment } from '@/features/payments/use-open-payment';
import { useView } from '@/features/range/use-view';
import { selectFeedFailure } from '@/store/connection/connection-slice';
import { useAppDispatch, useAppSelector } from '@/store/hooks';
import { selectEvents, selectFeedLoaded } from '@/store/live/live-slice';
import { reconnectRequested } from '@/store/realtime/realtime-middleware';
import { EVENT_FILTERS, type EventFilter } from '@/features/payments/event-style';
import { FeedSkeleton } from './feed-skeleton';

const FirstPayment = dynamic(() => import('@/features/payments/first-payment'));
const EventList = dynamic(() => import('./event-list'), {
  ssr: false,
  loading: () => <FeedSkeleton />,
});

/** What happens to payments, as it happens; newest on top. */
export function EventsFeed() {
  const [filter, setFilter] = useState<EventFilter>('all');
  const events = useAppSelector(selectEvents);
  const loaded = useAppSelector(selectFeedLoaded);
  const failure = useAppSelector(selectFeedFailure);
  const dispatch = useAppDispatch();
  const { data: organisation } = useGetOrganisationQuery();
  const [{ zone }] = useView();
  const openPayment = useOpenPayment();

  const body = () => {
    if (!loaded && failure) {
      return (
        <ErrorState
          title="The feed cannot be loaded"
          detail={failure.detail}
          requestId={failure.requestId}
          onRetry={() => dispatch(reconnectRequested())}
        />
      );
    }
    if (!loaded || !organisation) return <FeedSkeleton />;
    if (events.length === 0) {
      return (
        <EmptyState title="Waiting for the first payment">
          <FirstPayment currency={organisation.defaultCurrency} />
        </EmptyState>
      );
    }
    return (
      <EventList
        key={filter}
        events={events}
        filter={filter}
        zone={zone ?? organisation.timeZone}
        onOpen={openPayment}
      />
    );
  };

  return (
    <Panel
      title="Live events"
      flush
      height={{ xs: 560, md: 480, lg: 'auto' }}
      actions={
        <Segmented
          label="Kinds of events"
          value={filter}
          options={EVENT_FILTERS}
          onChange={setFilter}
        />
      }
    >
      {body()}
    </Panel>
  );
}
