import type { PaymentMetrics } from '@cashbeat/shared-types';
import { type AnalyticsQuery, analyticsParams } from '@/features/range/analytics-query';
import { about, api } from '@/store/api';

export const metricsApi = api.injectEndpoints({
  endpoints: (build) => ({
    getMetrics: build.query<PaymentMetrics, AnalyticsQuery>({
      query: (query) => ({ path: '/analytics/metrics', params: analyticsParams(query) }),
      providesTags: about('Metrics'),
    }),
  }),
});

export const { useGetMetricsQuery } = metricsApi;
