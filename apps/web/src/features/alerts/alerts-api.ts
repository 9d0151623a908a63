import type { Alert, AlertCounts, AlertDetails, AlertPage } from '@cashbeat/shared-types';
import { about, api } from '@/store/api';
import { type AlertFilters, filterParams } from './alert-filters';

/** One step of a person with an alert, with what the API takes beside the version. */
export type AlertStep =
  | { kind: 'acknowledge' }
  | { kind: 'assign'; assignee: string | null }
  | { kind: 'snooze'; until: string }
  | { kind: 'resolve'; note?: string };

export interface StepRequest {
  id: string;
  version: number;
  step: AlertStep;
}

export const alertsApi = api.injectEndpoints({
  endpoints: (build) => ({
    listAlerts: build.infiniteQuery<AlertPage, AlertFilters, string | null>({
      query: ({ queryArg, pageParam }) => ({
        path: '/alerts',
        params: { ...filterParams(queryArg), cursor: pageParam ?? undefined },
      }),
      infiniteQueryOptions: {
        initialPageParam: null,
        getNextPageParam: (page) => page.nextCursor ?? undefined,
      },
      providesTags: about('Alert'),
    }),
    countAlerts: build.query<AlertCounts, void>({
      query: () => ({ path: '/alerts', params: { limit: 1 } }),
      transformResponse: ({ counts }: AlertPage) => counts,
      providesTags: about('Alert'),
    }),
    getAlert: build.query<AlertDetails, string>({
      query: (id) => ({ path: `/alerts/${encodeURIComponent(id)}` }),
      providesTags: about('Alert'),
    }),
    stepAlert: build.mutation<Alert, StepRequest>({
      query: ({ id, version, step: { kind, ...body } }) => ({
        path: `/alerts/${encodeURIComponent(id)}/${kind}`,
        method: 'POST',
        body: { version, ...body },
      }),
      // A refusal may mean that somebody else was quicker: it is read again either way.
      invalidatesTags: ['Alert', 'AlertRule', 'AuditLog'],
    }),
  }),
});

export const {
  useListAlertsInfiniteQuery,
  useCountAlertsQuery,
  useGetAlertQuery,
  useStepAlertMutation,
} = alertsApi;
