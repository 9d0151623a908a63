'use client';

import type { PaymentBreakdown } from '@cashbeat/shared-types';
import { CompactButton, DownloadIcon, EmptyState, ErrorState, Notice } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { skipToken } from '@reduxjs/toolkit/query/react';
import { memo, type ReactNode, useCallback, useDeferredValue, useMemo } from 'react';
import { useFreshness } from '@/features/connection/use-freshness';
import { useDownload } from '@/features/download/use-download';
import { useExplain } from '@/features/explanation/use-explain';
import { useGetOrganisationQuery } from '@/features/organisation/organisation-api';
import { type PaymentFilters, STATUSES } from '@/features/payments/payment-filters';
import type { AnalyticsQuery } from '@/features/range/analytics-query';
import { paymentsOf } from '@/features/range/payments-of';
import { useAnalyticsQuery } from '@/features/range/use-analytics-query';
import { useView } from '@/features/range/use-view';
import { liveResult } from '@/store/live-result';
import { describeFailure, inSentence, isRefusal } from '@/store/request-failure';
import { useFormats } from '@/store/session/use-formats';
import { BoardGrid, BoardSkeleton } from './board-skeleton';
import { useExportBreakdownMutation, useGetBreakdownQuery } from './breakdown-api';
import type { FlowKey } from './flow-layout';
import { FlowPanel } from './flow-panel';
import { FLOW_STYLES } from './flow-style';
import { HeatMapPanel } from './heat-map-panel';
import { FailurePanel, MethodPanel, StatusPanel } from './parts-panels';

export interface BreakdownBoardProps {
  /** Near what is in sight: only then are its figures kept up to date. */
  near: boolean;
}

/** One answer of the API, shown from five sides; each part of it leads on. */
export default function BreakdownBoard({ near }: BreakdownBoardProps) {
  const formats = useFormats();
  const query = useAnalyticsQuery();
  const { stale, pollingInterval } = useFreshness();
  const breakdown = useGetBreakdownQuery(near && query ? query : skipToken, {
    pollingInterval,
    selectFromResult: liveResult,
  });
  const { data, currentData, error } = breakdown;
  // So many cells are drawn in pieces, between which the page answers.
  const drawn = useDeferredValue(data);
  const failure = error && describeFailure(error);
  const retry = failure && !isRefusal(failure) ? () => void breakdown.refetch() : undefined;

  if (!query || (!failure && !data)) return <BoardSkeleton />;
  if (failure && !currentData) {
    return (
      <Framed>
        <ErrorState
          title={`Breakdown: ${inSentence(failure.title)}`}
          detail={failure.detail}
          requestId={failure.requestId}
          onRetry={retry}
          retrying={breakdown.isFetching}
        />
      </Framed>
    );
  }
  const outdated = stale || Boolean(failure) || currentData === undefined;
  return (
    <Box component="section" aria-labelledby="breakdown-title" aria-busy={!currentData}>
      <Heading query={query} breakdown={data} />
      {failure && data && (
        <Notice tone="warning" onRetry={retry}>
          Breakdown of {formats.formatClock(data.asOf, data.timeZone)}: it could not be brought up
          to date. {failure.detail}
        </Notice>
      )}
      <Box sx={{ opacity: outdated ? 0.55 : 1 }}>
        {data!.count === 0 ? (
          <Framed>
            <EmptyState title="Nothing to break down">
              There are no payments in {query.currency} in this range. Choose a wider one or another
              currency.
            </EmptyState>
          </Framed>
        ) : (
          <Panels breakdown={drawn ?? data!} query={query} />
        )}
      </Box>
    </Box>
  );
}

function Heading({ query, breakdown }: { query: AnalyticsQuery; breakdown?: PaymentBreakdown }) {
  const [fetchFile] = useExportBreakdownMutation();
  const { download, busy } = useDownload(() => fetchFile(query));
  const explain = useExplain();
  const ask = ({ from, to, previousFrom, previousTo }: PaymentBreakdown) =>
    explain({ measure: 'volume', from, to, baseFrom: previousFrom, baseTo: previousTo });
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 2, mb: 3 }}>
      <Typography id="breakdown-title" variant="h2" sx={{ mr: 'auto' }}>
        Breakdown
      </Typography>
      {breakdown && breakdown.count > 0 && (
        <Button variant="outlined" onClick={() => ask(breakdown)}>
          Explain the change
        </Button>
      )}
      <CompactButton
        label="Breakdown as CSV"
        icon={<DownloadIcon />}
        loading={busy}
        onClick={download}
      />
    </Box>
  );
}

const Panels = memo(function Panels({
  breakdown,
  query,
}: {
  breakdown: PaymentBreakdown;
  query: AnalyticsQuery;
}) {
  const [, changeView] = useView();
  const { data: organisation } = useGetOrganisationQuery();
  const { from, to, timeZone, currency } = breakdown;
  const chooseMethod = useCallback(
    (chosen: string | undefined) => changeView({ method: chosen }),
    [changeView],
  );
  const addresses = useMemo(() => {
    const at = (part: Partial<PaymentFilters>) =>
      paymentsOf(query, organisation?.timeZone ?? timeZone, part, { from, to });
    return {
      ofStatus: (status: string) => at({ statuses: STATUSES.filter((known) => known === status) }),
      ofFailure: (failureCode: string) =>
        failureCode === '' ? undefined : at({ statuses: ['failed'], failureCode }),
      ofNode: (node: FlowKey) => at({ statuses: FLOW_STYLES[node].statuses }),
    };
  }, [query, organisation?.timeZone, from, to, timeZone]);
  const compared = query.compare !== undefined;
  return (
    <BoardGrid>
      <Box className="wide">
        <MethodPanel
          parts={breakdown.methods}
          currency={currency}
          compared={compared}
          chosen={query.method}
          onChoose={chooseMethod}
        />
      </Box>
      <Box className="narrow">
        <FlowPanel flow={breakdown.flow} currency={currency} addressOf={addresses.ofNode} />
      </Box>
      <Box className="whole">
        <HeatMapPanel hours={breakdown.hoursOfWeek} zone={timeZone} />
      </Box>
      <Box>
        <StatusPanel
          parts={breakdown.statuses}
          currency={currency}
          compared={compared}
          total={breakdown.count}
          addressOf={addresses.ofStatus}
        />
      </Box>
      <Box>
        <FailurePanel
          parts={breakdown.failureCodes}
          currency={currency}
          compared={compared}
          addressOf={addresses.ofFailure}
        />
      </Box>
    </BoardGrid>
  );
});

function Framed({ children }: { children: ReactNode }) {
  return <Paper sx={{ border: 1, borderColor: 'divider', borderRadius: 3 }}>{children}</Paper>;
}
