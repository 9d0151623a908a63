'use client';

import { DownloadIcon, EmptyState, ErrorState, Notice, Panel, RetryIcon } from '@cashbeat/ui';
import { formatCount } from '@cashbeat/utils';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import { skipToken } from '@reduxjs/toolkit/query/react';
import dynamic from 'next/dynamic';
import { useMemo } from 'react';
import { useGetOrganisationQuery } from '@/features/organisation/organisation-api';
import { PageHeader } from '@/features/shell/page-header';
import { addressOf } from '@/store/base-query';
import { describeFailure } from '@/store/request-failure';
import { filterParams, hasFilters, NO_FILTERS } from './payment-filters';
import { PaymentFilterBar } from './payment-filter-bar';
import { PaymentTotal } from './payment-total';
import { useListPaymentsInfiniteQuery } from './payments-api';
import { useFilters } from './use-filters';
import { useNewerPayments } from './use-newer-payments';
import { useOpenPayment } from './use-open-payment';

const FirstPayment = dynamic(() => import('./first-payment'));
const PaymentTable = dynamic(() => import('./payment-table'), {
  ssr: false,
  loading: () => <TableSkeleton />,
});

/** Every payment, found by what is known of it. Filters stand in the address. */
export function PaymentsView() {
  const [filters, changeFilters] = useFilters();
  const organisation = useGetOrganisationQuery();
  const zone = organisation.data?.timeZone;
  const query = useMemo(() => (zone ? { filters, zone } : skipToken), [filters, zone]);
  const list = useListPaymentsInfiniteQuery(query);
  const newer = useNewerPayments(list.fulfilledTimeStamp);
  const openPayment = useOpenPayment();
  const pages = list.currentData?.pages;
  const payments = useMemo(() => pages?.flatMap((page) => page.items), [pages]);
  const error = organisation.error ?? list.error;
  const retry = () => void (organisation.error ? organisation.refetch() : list.refetch());

  const body = () => {
    if (payments && zone) {
      if (payments.length === 0) {
        return hasFilters(filters) ? (
          <EmptyState title="No payment matches">
            <Button variant="outlined" onClick={() => changeFilters(NO_FILTERS)}>
              Remove all filters
            </Button>
          </EmptyState>
        ) : (
          <EmptyState title="No payments yet">
            <FirstPayment currency={organisation.data?.defaultCurrency} />
          </EmptyState>
        );
      }
      return (
        <PaymentTable
          payments={payments}
          zone={zone}
          loadingMore={list.isFetchingNextPage}
          onEnd={() => {
            if (list.hasNextPage && !list.isFetching) void list.fetchNextPage();
          }}
          onOpen={openPayment}
        />
      );
    }
    if (error) {
      const { title, detail, requestId } = describeFailure(error);
      return (
        <ErrorState
          title={title}
          detail={detail}
          requestId={requestId}
          onRetry={retry}
          retrying={list.isFetching}
        />
      );
    }
    return <TableSkeleton />;
  };

  return (
    <>
      <PageHeader title="Payments">
        <PaymentFilterBar filters={filters} onChange={changeFilters} />
      </PageHeader>
      <Box
        sx={{
          px: { xs: 4, md: 8 },
          display: 'grid',
          gridTemplateColumns: 'minmax(0, 1fr)',
          gridTemplateRows: { md: 'auto minmax(400px, 1fr)' },
        }}
      >
        <Box>
          {error && payments && (
            <Notice tone="warning" onRetry={retry}>
              {describeFailure(error).detail}
            </Notice>
          )}
        </Box>
        <Panel
          title={hasFilters(filters) ? 'Matching payments' : 'All payments'}
          flush
          height={{ xs: '70vh', md: 'auto' }}
          note={
            <>
              {(pages || !error) && <PaymentTotal page={pages?.[0]} />}
              {hasFilters(filters) && (
                <Button onClick={() => changeFilters(NO_FILTERS)} sx={{ my: -1 }}>
                  Clear filters
                </Button>
              )}
            </>
          }
          actions={
            <>
              {newer > 0 && (
                <Button startIcon={<RetryIcon />} onClick={() => void list.refetch()}>
                  {formatCount(newer)} new {newer === 1 ? 'event' : 'events'}: refresh
                </Button>
              )}
              {zone && (
                <Button
                  variant="outlined"
                  startIcon={<DownloadIcon />}
                  href={csvAddress(filterParams(filters, zone))}
                  download="payments.csv"
                >
                  CSV
                </Button>
              )}
            </>
          }
        >
          {body()}
        </Panel>
      </Box>
    </>
  );
}

function csvAddress(params: Record<string, string | undefined>): string {
  return addressOf({ path: '/payments.csv', params });
}

function TableSkeleton() {
  return (
    <Box
      role="status"
      aria-label="Loading payments"
      sx={{ px: 4, pt: 3, overflow: 'hidden', height: '100%' }}
    >
      {Array.from({ length: 14 }, (_, row) => (
        <Skeleton key={row} height={41} />
      ))}
    </Box>
  );
}
