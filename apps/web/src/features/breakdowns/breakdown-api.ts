import type { PaymentBreakdown } from '@cashbeat/shared-types';
import { type AnalyticsQuery, analyticsParams } from '@/features/range/analytics-query';
import { about, api } from '@/store/api';

export const breakdownApi = api.injectEndpoints({
  endpoints: (build) => ({
    getBreakdown: build.query<PaymentBreakdown, AnalyticsQuery>({
      query: (query) => ({ path: '/analytics/breakdown', params: analyticsParams(query) }),
      providesTags: about('Breakdown'),
    }),
    /** A file of the same figures. A mutation, so that no cache keeps it. */
    exportBreakdown: build.mutation<File, AnalyticsQuery>({
      query: (query) => ({
        path: '/analytics/breakdown.csv',
        params: analyticsParams(query),
        file: true,
      }),
    }),
  }),
});

export const { useGetBreakdownQuery, useExportBreakdownMutation } = breakdownApi;
