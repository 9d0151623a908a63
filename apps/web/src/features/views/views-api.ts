import type { NewView, View, ViewChange } from '@cashbeat/shared-types';
import { about, api } from '@/store/api';

export type ViewPage = View['page'];

export interface NewViewRequest {
  view: NewView;
  /** The same for every attempt at one view, so that a lost answer makes no second one. */
  idempotencyKey: string;
}

export const viewsApi = api.injectEndpoints({
  endpoints: (build) => ({
    listViews: build.query<View[], ViewPage>({
      query: (page) => ({ path: '/views', params: { page } }),
      providesTags: about('SavedView'),
    }),
    createView: build.mutation<View, NewViewRequest>({
      query: ({ view, idempotencyKey }) => ({
        path: '/views',
        method: 'POST',
        body: view,
        headers: { 'idempotency-key': idempotencyKey },
      }),
      invalidatesTags: ['SavedView', 'AuditLog'],
    }),
    changeView: build.mutation<View, { id: string; change: ViewChange }>({
      query: ({ id, change }) => ({
        path: `/views/${encodeURIComponent(id)}`,
        method: 'PATCH',
        body: change,
      }),
      invalidatesTags: ['SavedView', 'AuditLog'],
    }),
    removeView: build.mutation<null, string>({
      query: (id) => ({ path: `/views/${encodeURIComponent(id)}`, method: 'DELETE' }),
      invalidatesTags: ['SavedView', 'AuditLog'],
    }),
  }),
});

export const {
  useListViewsQuery,
  useCreateViewMutation,
  useChangeViewMutation,
  useRemoveViewMutation,
} = viewsApi;
