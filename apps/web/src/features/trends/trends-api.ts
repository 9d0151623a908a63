import type { TrendData } from '@cashbeat/shared-types';
import { analyticsParams, type TrendsQuery } from '@/features/range/analytics-query';
import { about, api } from '@/store/api';

function trendsParams({ period, ...query }: TrendsQuery) {
  return { period, ...analyticsParams(query) };
}

export const trendsApi = api.injectEndpoints({
  endpoints: (build) => ({
    getTrends: build.query<TrendData[], TrendsQuery>({
      query: (query) => ({ path: '/analytics/trends', params: trendsParams(query) }),
      providesTags: about('Trends'),
    }),
    /** The same buckets as a file. A mutation, so that no cache keeps it. */
    exportTrends: build.mutation<File, TrendsQuery>({
      query: (query) => ({
        path: '/analytics/trends.csv',
        params: trendsParams(query),
        file: true,
      }),
    }),
  }),
});

export const { useGetTrendsQuery, useExportTrendsMutation } = trendsApi;
