'use client';

import { EmptyState, Panel } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import { skipToken } from '@reduxjs/toolkit/query/react';
import dynamic from 'next/dynamic';
import { useMemo } from 'react';
import { ListFailed, ListOutdated, NoMatch } from '@/features/filters/list-states';
import { ListTotal } from '@/features/filters/list-total';
import { useGetOrganisationQuery } from '@/features/organisation/organisation-api';
import { PageHeader } from '@/features/shell/page-header';
import { ViewsMenu } from '@/features/views/views-menu';
import { useFormats } from '@/store/session/use-formats';
import { CsvButton, RefreshButton } from './list-actions';
import { countFilters, filterFaults, NO_FILTERS } from './payment-filters';
import { OrderMenu, PaymentFilterBar } from './payment-filter-bar';
import { useListPaymentsInfiniteQuery } from './payments-api';
import { RecordPaymentButton } from './record-payment-button';
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
  const formats = useFormats();
  const organisation = useGetOrganisationQuery();
  const zone = organisation.data?.timeZone;
  const defaultCurrency = organisation.data?.defaultCurrency ?? 'EUR';
  const faults = filterFaults(filters, filters.currency ?? defaultCurrency, formats);
  const fault = faults.days ?? faults.amounts;
  const filtered = countFilters(filters) > 0;
  const query = useMemo(
    () => (zone && fault === undefined ? { filters, zone } : skipToken),
    [filters, zone, fault],
  );
  const list = useListPaymentsInfiniteQuery(query);
  const openPayment = useOpenPayment();
  const pages = list.currentData?.pages;
  const payments = useMemo(() => pages?.flatMap((page) => page.items), [pages]);
  const fetchedAt = list.fulfilledTimeStamp;
  const newer = useNewerPayments({ fetchedAt, filters, zone, defaultCurrency, payments });
  const error = organisation.error ?? list.error;
  const clear = () => changeFilters(NO_FILTERS);
  const retry = () => void (organisation.error ? organisation.refetch() : list.refetch());

  const body = () => {
    if (fault !== undefined) return <NoMatch noun="payment" reason={fault} onClear={clear} />;
    if (payments && zone) {
      if (payments.length === 0) {
        return filtered ? (
          <NoMatch noun="payment" onClear={clear} />
        ) : (
          <EmptyState title="No payments yet">
            <FirstPayment currency={defaultCurrency} />
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
    if (error) return <ListFailed error={error} retrying={list.isFetching} onRetry={retry} />;
    return <TableSkeleton />;
  };

  return (
    <>
      <PageHeader
        title="Payments"
        actions={
          <>
            <ViewsMenu page="payments" />
            <RecordPaymentButton />
          </>
        }
      >
        <PaymentFilterBar
          filters={filters}
          faults={faults}
          defaultCurrency={defaultCurrency}
          onChange={changeFilters}
        />
      </PageHeader>
      <Box
        sx={{
          px: { xs: 4, md: 8 },
          display: 'grid',
          gridTemplateColumns: 'minmax(0, 1fr)',
          gridTemplateRows: { md: 'auto minmax(400px, 1fr)' },
        }}
      >
        <Box>{error && payments && <ListOutdated error={error} onRetry={retry} />}</Box>
        <Panel
          title={filtered ? 'Matching payments' : 'All payments'}
          flush
          height={{ xs: '70vh', md: 'auto' }}
          note={
            <>
              {(pages || !error) && !fault && (
                <ListTotal page={pages?.[0]} data-testid="payment-total" />
              )}
              {filtered && (
                <Button onClick={clear} sx={{ my: -1, display: { xs: 'none', sm: 'inline-flex' } }}>
                  Clear filters
                </Button>
              )}
            </>
          }
          actions={
            <>
              <RefreshButton newer={newer} onRefresh={() => void list.refetch()} />
              <Box sx={{ display: { xs: 'none', sm: 'flex' } }}>
                <OrderMenu value={filters.sort} onChange={changeFilters} />
              </Box>
              {query !== skipToken && <CsvButton query={query} />}
            </>
          }
        >
          {body()}
        </Panel>
      </Box>
    </>
  );
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
