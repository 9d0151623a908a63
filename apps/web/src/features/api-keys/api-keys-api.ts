import type { ApiKey, CreatedApiKey, Scope } from '@cashbeat/shared-types';
import { about, api } from '@/store/api';

export interface NewKey {
  name: string;
  scopes: Scope[];
  expiresAt?: string;
}

export interface NewKeyRequest {
  key: NewKey;
  /** The same for every attempt at one key, so that a lost answer makes no second one. */
  idempotencyKey: string;
}

export const apiKeysApi = api.injectEndpoints({
  endpoints: (build) => ({
    listApiKeys: build.query<ApiKey[], void>({
      query: () => ({ path: '/api-keys' }),
      providesTags: about('ApiKey'),
    }),
    createApiKey: build.mutation<CreatedApiKey, NewKeyRequest>({
      query: ({ key, idempotencyKey }) => ({
        path: '/api-keys',
        method: 'POST',
        body: key,
        headers: { 'idempotency-key': idempotencyKey },
      }),
      invalidatesTags: ['ApiKey', 'AuditLog'],
    }),
    revokeApiKey: build.mutation<null, string>({
      query: (id) => ({ path: `/api-keys/${encodeURIComponent(id)}`, method: 'DELETE' }),
      invalidatesTags: ['ApiKey', 'AuditLog'],
    }),
  }),
});

export const { useListApiKeysQuery, useCreateApiKeyMutation, useRevokeApiKeyMutation } = apiKeysApi;
