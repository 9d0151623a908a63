'use client';

import { EmptyState, ErrorState, Panel, Segmented } from '@cashbeat/ui';
import Typography from '@mui/material/Typography';
import dynamic from 'next/dynamic';
import { useMemo, useState } from 'react';
import { useGetOrganisationQuery } from '@/features/organisation/organisation-api';
import { useMethodName } from '@/features/organisation/use-method-name';
import { useOpenPayment } from '@/features/payments/use-open-payment';
import { useView } from '@/features/range/use-view';
import { selectFeedFailure } from '@/store/connection/connection-slice';
import { useAppDispatch, useAppSelector } from '@/store/hooks';
import { selectEvents, selectFeedLoaded } from '@/store/live/live-slice';
import { reconnectRequested } from '@/store/realtime/realtime-middleware';
import { EVENT_FILTERS, type EventFilter } from '@/features/payments/event-style';
import { scopeOf } from './feed-filter';
import { FeedSkeleton } from './feed-skeleton';

const FirstPayment = dynamic(() => import('@/features/payments/first-payment'));
const EventList = dynamic(() => import('./event-list'), {
  ssr: false,
  loading: () => <FeedSkeleton />,
});

/** What happens to payments, as it happens; newest on top. */
export function EventsFeed() {
  const [kind, setKind] = useState<EventFilter>('all');
  const events = useAppSelector(selectEvents);
  const loaded = useAppSelector(selectFeedLoaded);
  const failure = useAppSelector(selectFeedFailure);
  const dispatch = useAppDispatch();
  const { data: organisation } = useGetOrganisationQuery();
  const [{ zone, method, currency }] = useView();
  const filter = useMemo(() => ({ kind, method, currency }), [kind, method, currency]);
  const methodName = useMethodName();
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
        key={`${kind} ${method} ${currency}`}
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
      note={
        <Typography variant="caption" color="textSecondary">
          {scopeOf(filter, methodName)}
        </Typography>
      }
      flush
      height={{ xs: 560, md: 480, lg: 'auto' }}
      actions={
        <Segmented
          label="Kinds of events"
          value={kind}
          options={EVENT_FILTERS}
          onChange={setKind}
        />
      }
    >
      {body()}
    </Panel>
  );
}
