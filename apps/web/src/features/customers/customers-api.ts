import type {
  Customer,
  CustomerBulk,
  CustomerBulkOutcome,
  CustomerChange,
  CustomerDetails,
  CustomerMerge,
  CustomerPage,
  CustomerTimeline,
  NewCustomer,
} from '@cashbeat/shared-types';
import { about, api } from '@/store/api';
import { type CustomerFilters, filterParams } from './customer-filters';

export interface CustomerExport {
  filters: CustomerFilters;
  format: 'csv' | 'xlsx';
}

const PAGE = 100;
const TIMELINE_PAGE = 30;
/** Enough to choose one from; more letters find the others. */
const SUGGESTED = 8;

export const customerPath = (id: string) => `/customers/${encodeURIComponent(id)}`;

/** What a change of customers, their charges or payments makes out of date. */
export const CHANGED = ['Customer', 'CustomerList', 'AuditLog'] as const;

const pages = {
  initialPageParam: null as string | null,
  getNextPageParam: ({ nextCursor }: { nextCursor: string | null }) => nextCursor ?? undefined,
};

export const customersApi = api.injectEndpoints({
  endpoints: (build) => ({
    listCustomers: build.infiniteQuery<CustomerPage, CustomerFilters, string | null>({
      infiniteQueryOptions: pages,
      query: ({ queryArg: filters, pageParam }) => ({
        path: '/customers',
        params: { ...filterParams(filters), limit: PAGE, cursor: pageParam ?? undefined },
      }),
      providesTags: about('CustomerList'),
    }),
    /** The first few that a text finds. */
    findCustomers: build.query<Customer[], string>({
      query: (text) => ({ path: '/customers', params: { q: text, limit: SUGGESTED } }),
      transformResponse: ({ items }: CustomerPage) => items,
      providesTags: about('CustomerList'),
    }),
    /** A file of all that the filters find. A mutation, so that no cache keeps it. */
    exportCustomers: build.mutation<File, CustomerExport>({
      query: ({ filters, format }) => ({
        path: `/customers.${format}`,
        params: filterParams(filters),
        file: true,
      }),
    }),
    getCustomer: build.query<CustomerDetails, string>({
      query: (id) => ({ path: customerPath(id) }),
      providesTags: (customer, failure, id) => about({ type: 'Customer', id })(customer, failure),
    }),
    getTimeline: build.infiniteQuery<CustomerTimeline, string, string | null>({
      infiniteQueryOptions: pages,
      query: ({ queryArg: id, pageParam }) => ({
        path: `${customerPath(id)}/timeline`,
        params: { limit: TIMELINE_PAGE, cursor: pageParam ?? undefined },
      }),
      providesTags: (part, failure, id) => about({ type: 'Customer', id })(part, failure),
    }),
    createCustomer: build.mutation<Customer, { customer: NewCustomer; idempotencyKey: string }>({
      query: ({ customer, idempotencyKey }) => ({
        path: '/customers',
        method: 'POST',
        body: customer,
        headers: { 'idempotency-key': idempotencyKey },
      }),
      invalidatesTags: [...CHANGED],
    }),
    changeCustomer: build.mutation<Customer, { id: string; change: CustomerChange }>({
      query: ({ id, change }) => ({ path: customerPath(id), method: 'PATCH', body: change }),
      invalidatesTags: [...CHANGED],
    }),
    deleteCustomer: build.mutation<unknown, string>({
      query: (id) => ({ path: customerPath(id), method: 'DELETE' }),
      invalidatesTags: [...CHANGED],
    }),
    restoreCustomer: build.mutation<unknown, string>({
      query: (id) => ({ path: `${customerPath(id)}/restore`, method: 'POST' }),
      invalidatesTags: [...CHANGED],
    }),
    mergeCustomers: build.mutation<Customer, { targetId: string; merge: CustomerMerge }>({
      query: ({ targetId, merge }) => ({
        path: `${customerPath(targetId)}/merge`,
        method: 'POST',
        body: merge,
      }),
      invalidatesTags: [...CHANGED],
    }),
    changeMany: build.mutation<CustomerBulkOutcome, CustomerBulk>({
      query: (bulk) => ({ path: '/customers/bulk', method: 'POST', body: bulk }),
      invalidatesTags: [...CHANGED],
    }),
  }),
});

export const {
  useListCustomersInfiniteQuery,
  useFindCustomersQuery,
  useExportCustomersMutation,
  useGetCustomerQuery,
  useGetTimelineInfiniteQuery,
  useCreateCustomerMutation,
  useChangeCustomerMutation,
  useDeleteCustomerMutation,
  useRestoreCustomerMutation,
  useMergeCustomersMutation,
  useChangeManyMutation,
} = customersApi;
