import type { TrendData } from '@cashbeat/shared-types';
import { analyticsParams, type TrendsQuery } from '@/features/range/analytics-query';
import { about, api } from '@/store/api';

export const trendsApi = api.injectEndpoints({
  endpoints: (build) => ({
    getTrends: build.query<TrendData[], TrendsQuery>({
      query: ({ period, ...query }) => ({
        path: '/analytics/trends',
        params: { period, ...analyticsParams(query) },
      }),
      providesTags: about('Analytics'),
    }),
  }),
});

export const { useGetTrendsQuery } = trendsApi;
