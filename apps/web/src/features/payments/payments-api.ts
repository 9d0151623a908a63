import type { Payment, PaymentDetails, PaymentPage } from '@cashbeat/shared-types';
import { about, api } from '@/store/api';
import { filterParams, type PaymentFilters } from './payment-filters';

export interface PaymentListQuery {
  filters: PaymentFilters;
  zone: string;
}

export type PaymentAction =
  | { kind: 'complete' }
  | { kind: 'retry' }
  | { kind: 'fail'; failureCode: string }
  | { kind: 'refund'; amount?: number };

export interface PaymentActionRequest {
  id: string;
  action: PaymentAction;
  /** The same for every attempt at one intention, so that a repeated request acts once. */
  idempotencyKey: string;
}

const PAGE = 100;

export const paymentsApi = api.injectEndpoints({
  endpoints: (build) => ({
    listPayments: build.infiniteQuery<PaymentPage, PaymentListQuery, string | null>({
      infiniteQueryOptions: {
        initialPageParam: null,
        getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
      },
      query: ({ queryArg: { filters, zone }, pageParam }) => ({
        path: '/payments',
        params: { ...filterParams(filters, zone), limit: PAGE, cursor: pageParam ?? undefined },
      }),
      providesTags: about('PaymentList'),
    }),
    /** A file of all that the filters find. A mutation, so that no cache keeps it. */
    exportPayments: build.mutation<File, PaymentListQuery>({
      query: ({ filters, zone }) => ({
        path: '/payments.csv',
        params: filterParams(filters, zone),
        file: true,
      }),
    }),
    getPayment: build.query<PaymentDetails, string>({
      query: (id) => ({ path: `/payments/${encodeURIComponent(id)}` }),
      providesTags: (payment, failure, id) => about({ type: 'Payment', id })(payment, failure),
    }),
    movePayment: build.mutation<Payment, PaymentActionRequest>({
      query: ({ id, action: { kind, ...body }, idempotencyKey }) => ({
        path: `/payments/${encodeURIComponent(id)}/${kind}`,
        method: 'POST',
        body,
        headers: { 'idempotency-key': idempotencyKey },
      }),
      invalidatesTags: (_result, _error, { id }) => [{ type: 'Payment', id }, 'PaymentList'],
    }),
  }),
});

export const {
  useListPaymentsInfiniteQuery,
  useExportPaymentsMutation,
  useGetPaymentQuery,
  useMovePaymentMutation,
} = paymentsApi;
