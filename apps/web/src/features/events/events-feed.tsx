'use client';

import { EmptyState, ErrorState, Panel, Segmented } from '@cashbeat/ui';
import Typography from '@mui/material/Typography';
import dynamic from 'next/dynamic';
import { useGetOrganisationQuery } from '@/features/organisation/organisation-api';
import { useMethodName } from '@/features/organisation/use-method-name';
import { EVENT_FILTERS } from '@/features/payments/event-style';
import { useView } from '@/features/range/use-view';
import { selectFeedFailure } from '@/store/connection/connection-slice';
import { useAppDispatch, useAppSelector } from '@/store/hooks';
import { selectFeedLoaded, selectIsEmpty } from '@/store/live/live-slice';
import { reconnectRequested } from '@/store/realtime/realtime-middleware';
import { scopeOf } from './feed-filter';
import { FeedSkeleton } from './feed-skeleton';
import { useFeedFilter } from './use-feed-filter';

const FirstPayment = dynamic(() => import('@/features/payments/first-payment'));
const FeedBody = dynamic(() => import('./feed-body'), {
  ssr: false,
  loading: () => <FeedSkeleton />,
});

/** What happens to payments, as it happens; newest on top. */
export function EventsFeed() {
  const filters = useFeedFilter();
  const empty = useAppSelector(selectIsEmpty);
  const loaded = useAppSelector(selectFeedLoaded);
  const failure = useAppSelector(selectFeedFailure);
  const dispatch = useAppDispatch();
  const { data: organisation } = useGetOrganisationQuery();
  const [{ zone }] = useView();
  const methodName = useMethodName();

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
    if (empty) {
      return (
        <EmptyState title="Waiting for the first payment">
          <FirstPayment currency={organisation.defaultCurrency} />
        </EmptyState>
      );
    }
    return <FeedBody {...filters} zone={zone ?? organisation.timeZone} />;
  };

  return (
    <Panel
      title="Live events"
      note={
        <Typography variant="caption" color="textSecondary">
          {scopeOf(filters.filter, methodName)}
        </Typography>
      }
      flush
      height={{ xs: 560, md: 480, lg: 'auto' }}
      actions={
        <Segmented
          label="Kinds of events"
          value={filters.own.kind}
          options={EVENT_FILTERS}
          onChange={(kind) => filters.change({ kind })}
        />
      }
    >
      {body()}
    </Panel>
  );
}
