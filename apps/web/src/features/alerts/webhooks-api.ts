import type {
  NewWebhook,
  Webhook,
  WebhookChange,
  WebhookDelivery,
  WebhookDeliveryPage,
  WebhookWithSecret,
} from '@cashbeat/shared-types';
import { about, api } from '@/store/api';

export interface ChangeRequest {
  id: string;
  change: WebhookChange;
}

export interface NewWebhookRequest {
  webhook: NewWebhook;
  /** The same for every attempt at one webhook, so that a lost answer makes no second one. */
  idempotencyKey: string;
}

const pathOf = (id: string) => `/webhooks/${encodeURIComponent(id)}`;

export const webhooksApi = api.injectEndpoints({
  endpoints: (build) => ({
    listWebhooks: build.query<Webhook[], void>({
      query: () => ({ path: '/webhooks' }),
      providesTags: about('Webhook'),
    }),
    createWebhook: build.mutation<WebhookWithSecret, NewWebhookRequest>({
      query: ({ webhook, idempotencyKey }) => ({
        path: '/webhooks',
        method: 'POST',
        body: webhook,
        headers: { 'idempotency-key': idempotencyKey },
      }),
      invalidatesTags: ['Webhook', 'AuditLog'],
    }),
    changeWebhook: build.mutation<WebhookWithSecret, ChangeRequest>({
      query: ({ id, change }) => ({ path: pathOf(id), method: 'PATCH', body: change }),
      invalidatesTags: ['Webhook', 'AuditLog'],
    }),
    removeWebhook: build.mutation<null, string>({
      query: (id) => ({ path: pathOf(id), method: 'DELETE' }),
      invalidatesTags: ['Webhook', 'AlertRule', 'AuditLog'],
    }),
    testWebhook: build.mutation<WebhookDelivery, string>({
      query: (id) => ({ path: `${pathOf(id)}/test`, method: 'POST' }),
      invalidatesTags: ['Webhook', 'AuditLog'],
    }),
    listDeliveries: build.infiniteQuery<WebhookDeliveryPage, string, string | null>({
      query: ({ queryArg, pageParam }) => ({
        path: `${pathOf(queryArg)}/deliveries`,
        params: { cursor: pageParam ?? undefined },
      }),
      infiniteQueryOptions: {
        initialPageParam: null,
        getNextPageParam: (page) => page.nextCursor ?? undefined,
      },
      providesTags: about('Webhook'),
    }),
  }),
});

export const {
  useListWebhooksQuery,
  useCreateWebhookMutation,
  useChangeWebhookMutation,
  useRemoveWebhookMutation,
  useTestWebhookMutation,
  useListDeliveriesInfiniteQuery,
} = webhooksApi;
