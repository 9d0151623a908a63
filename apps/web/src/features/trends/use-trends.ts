'use client';

import type { Period } from '@cashbeat/utils';
import { skipToken } from '@reduxjs/toolkit/query/react';
import { useMemo } from 'react';
import { useFreshness } from '@/features/connection/use-freshness';
import type { AnalyticsQuery, TrendsQuery } from '@/features/range/analytics-query';
import { useAnalyticsQuery, usePeriod } from '@/features/range/use-analytics-query';
import { liveResult } from '@/store/live-result';
import { useGetTrendsQuery } from './trends-api';

/** The buckets of the view. All who ask share one request and one answer. */
export function useTrends() {
  const query = useAnalyticsQuery();
  const { period, allowed } = usePeriod(query);
  const { stale, pollingInterval } = useFreshness();
  const asked = useMemo(() => withPeriod(query, period), [query, period]);
  const trends = useGetTrendsQuery(asked ?? skipToken, {
    pollingInterval,
    selectFromResult: liveResult,
  });
  return { query: asked, period, allowed, stale, trends };
}

function withPeriod(query: AnalyticsQuery | undefined, period: Period): TrendsQuery | undefined {
  return query && { ...query, period };
}
