import type { UserSession } from '@cashbeat/shared-types';
import { about, api } from '@/store/api';
import { signedOutHere } from '@/store/session/session-middleware';

export const sessionsApi = api.injectEndpoints({
  endpoints: (build) => ({
    listSessions: build.query<UserSession[], void>({
      query: () => ({ path: '/auth/sessions' }),
      providesTags: about('UserSession'),
    }),
    revokeSession: build.mutation<null, string>({
      query: (id) => ({ path: `/auth/sessions/${encodeURIComponent(id)}`, method: 'DELETE' }),
      invalidatesTags: ['UserSession', 'AuditLog'],
    }),
    signOutEverywhere: build.mutation<null, void>({
      query: () => ({ path: '/auth/logout-everywhere', method: 'POST' }),
      async onQueryStarted(_nothing, { dispatch, queryFulfilled }) {
        await queryFulfilled.then(
          () => dispatch(signedOutHere()),
          () => undefined,
        );
      },
    }),
  }),
});

export const { useListSessionsQuery, useRevokeSessionMutation, useSignOutEverywhereMutation } =
  sessionsApi;
