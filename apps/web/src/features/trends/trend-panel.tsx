'use client';

import { ChartIcon, EmptyState, ErrorState, Panel, Segmented, TableIcon } from '@cashbeat/ui';
import type { Period } from '@cashbeat/utils';
import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { skipToken } from '@reduxjs/toolkit/query/react';
import dynamic from 'next/dynamic';
import { useMemo, useState } from 'react';
import { useFreshness } from '@/features/connection/use-freshness';
import { useGetOrganisationQuery } from '@/features/organisation/organisation-api';
import { useMethodName } from '@/features/organisation/use-method-name';
import type { AnalyticsQuery } from '@/features/range/analytics-query';
import { useAnalyticsQuery, usePeriod } from '@/features/range/use-analytics-query';
import { useView } from '@/features/range/use-view';
import { describeFailure, inSentence, isRefusal } from '@/store/request-failure';
import { useFormats } from '@/store/session/use-formats';
import { chartPoints, summarise } from './chart-points';
import { useGetTrendsQuery } from './trends-api';

const TrendChart = dynamic(() => import('./trend-chart'), {
  ssr: false,
  loading: () => <ChartSkeleton />,
});
const FirstPayment = dynamic(() => import('@/features/payments/first-payment'));
const TrendTable = dynamic(() => import('./trend-table'), { loading: () => <ChartSkeleton /> });

const PERIOD_LABELS: Record<Period, string> = {
  hour: 'Hour',
  day: 'Day',
  week: 'Week',
  month: 'Month',
};

/** Volume and success rate over the range: as a chart, as a table, and in a sentence. */
export function TrendPanel() {
  const formats = useFormats();
  const organisation = useGetOrganisationQuery();
  const [, changeView] = useView();
  const query = useAnalyticsQuery();
  const { period, allowed } = usePeriod(query);
  const { stale, pollingInterval } = useFreshness();
  const trends = useGetTrendsQuery(query ? { ...query, period } : skipToken, { pollingInterval });
  const [form, setForm] = useState<'chart' | 'table'>('chart');
  const zone = query?.zone;
  const { currentData } = trends;
  const points = useMemo(
    () => (currentData && zone ? chartPoints(currentData, period, zone, formats) : undefined),
    [currentData, period, zone, formats],
  );
  const empty = points?.every((point) => point.count === 0) ?? false;
  const error = organisation.error ?? trends.error;
  const failure = error && describeFailure(error);
  const retry = () => void (organisation.error ? organisation.refetch() : trends.refetch());

  const body = () => {
    if (points && query) {
      if (empty) return <NoPayments query={query} />;
      return form === 'chart' ? (
        <Box aria-hidden sx={{ height: '100%' }}>
          <TrendChart points={points} currency={query.currency} />
        </Box>
      ) : (
        <TrendTable points={points} currency={query.currency} />
      );
    }
    if (failure) {
      return (
        <ErrorState
          title={`Trend: ${inSentence(failure.title)}`}
          detail={failure.detail}
          requestId={failure.requestId}
          onRetry={isRefusal(failure) ? undefined : retry}
          retrying={trends.isFetching || organisation.isFetching}
        />
      );
    }
    return <ChartSkeleton />;
  };

  return (
    <Panel
      title="Volume and success rate"
      height={{ xs: 440, md: 480, lg: 'auto' }}
      actions={
        <>
          <Segmented
            label="Grain of the chart"
            value={period}
            onChange={(chosen) => changeView({ period: chosen })}
            options={(Object.keys(PERIOD_LABELS) as Period[]).map((value) => ({
              value,
              label: PERIOD_LABELS[value],
              disabled: allowed.length > 0 && !allowed.includes(value),
            }))}
          />
          <Segmented
            label="Form"
            value={form}
            onChange={setForm}
            options={[
              { value: 'chart', label: <ChartIcon />, title: 'Show as chart' },
              { value: 'table', label: <TableIcon />, title: 'Show as table' },
            ]}
          />
        </>
      }
    >
      <Box
        component="figure"
        sx={{ m: 0, height: '100%', display: 'flex', flexDirection: 'column' }}
      >
        {form === 'chart' && !empty && (
          <Legend part={points?.some(({ complete }) => !complete) ? period : undefined} />
        )}
        <Box
          data-testid="trend-body"
          sx={{ flex: 1, minHeight: 0, opacity: points && (stale || failure) ? 0.55 : 1 }}
        >
          {body()}
        </Box>
        {points && query && !empty && (
          <Typography component="figcaption" variant="caption" color="textSecondary" sx={{ pt: 2 }}>
            {summarise(points, query.currency, period, formats)}
          </Typography>
        )}
      </Box>
    </Panel>
  );
}

function NoPayments({ query: { currency, method } }: { query: AnalyticsQuery }) {
  const methodName = useMethodName();
  return (
    <Box sx={{ height: '100%', overflowY: 'auto' }}>
      <EmptyState title="No payments in this range">
        <FirstPayment currency={currency}>
          Only {currency}
          {method && ` and ${methodName(method)}`} is shown. Choose a wider range, another currency
          {method && ', all methods'}, or record a payment:
        </FirstPayment>
      </EmptyState>
    </Box>
  );
}

/** What the marks mean; `part` is the grain of a bar that is not whole. */
function Legend({ part }: { part?: Period }) {
  const key = { display: 'inline-block', mr: 1.5, verticalAlign: 'middle', borderRadius: 0.5 };
  return (
    <Typography
      variant="caption"
      color="textSecondary"
      sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 4, pb: 2 }}
    >
      <span>
        <Box component="span" sx={{ ...key, width: 10, height: 10, bgcolor: 'chart.volume' }} />
        Volume (left axis)
      </span>
      <span>
        <Box component="span" sx={{ ...key, width: 14, height: 3, bgcolor: 'chart.rate' }} />
        Success rate (right axis)
      </span>
      {part && (
        <span>
          <Box
            component="span"
            sx={{
              ...key,
              width: 10,
              height: 10,
              background: ({ vars }) =>
                `repeating-linear-gradient(135deg, ${vars!.palette.chart.volume} 0 2px, ${vars!.palette.chart.volumeSoft} 2px 4px)`,
            }}
          />
          Part of a{part === 'hour' && 'n'} {part}
        </span>
      )}
    </Typography>
  );
}

const SKELETON_BARS = [38, 52, 47, 66, 58, 72, 61, 80, 69, 54, 76, 63];

function ChartSkeleton() {
  return (
    <Box
      aria-label="Loading the chart"
      role="status"
      sx={{
        height: '100%',
        display: 'flex',
        alignItems: 'flex-end',
        gap: '2.5%',
        pl: 12,
        pr: 10,
        pb: 6,
      }}
    >
      {SKELETON_BARS.map((percent, bar) => (
        <Skeleton key={bar} variant="rounded" sx={{ flex: 1, height: `${percent}%` }} />
      ))}
    </Box>
  );
}
