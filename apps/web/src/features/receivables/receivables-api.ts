import type { ReceivablesOverview } from '@cashbeat/shared-types';
import { about, api } from '@/store/api';

export interface ReceivablesQuery {
  /** A day of the past; undefined is today, as it goes on. */
  asOf?: string;
  /** Undefined is the organisation's default one. */
  currency?: string;
}

export const receivablesApi = api.injectEndpoints({
  endpoints: (build) => ({
    getReceivables: build.query<ReceivablesOverview, ReceivablesQuery>({
      query: ({ asOf, currency }) => ({
        path: '/receivables/overview',
        params: { asOf, currency },
      }),
      // What happens now is no part of a day that is over.
      providesTags: (overview, failure, { asOf }) =>
        about(...(asOf === undefined ? (['Receivables'] as const) : []))(overview, failure),
    }),
  }),
});

export const { useGetReceivablesQuery } = receivablesApi;
