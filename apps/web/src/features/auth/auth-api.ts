import type {
  AccessToken,
  EntryHall,
  InvitationAcceptance,
  InvitationPreview,
  Login,
  OutboxMessage,
  PasswordForgotten,
  PasswordReset,
  Registration,
} from '@cashbeat/shared-types';
import { api } from '@/store/api';

/** What people do who are not signed in; no request of these carries a token of theirs. */
export const authApi = api.injectEndpoints({
  endpoints: (build) => ({
    getEntryHall: build.query<EntryHall, void>({
      query: () => ({ path: '/site', anonymous: true }),
    }),
    logIn: build.mutation<AccessToken, Login>({
      query: (body) => ({ path: '/auth/login', method: 'POST', body, anonymous: true }),
    }),
    register: build.mutation<AccessToken, Registration>({
      query: (body) => ({ path: '/auth/register', method: 'POST', body, anonymous: true }),
    }),
    forgetPassword: build.mutation<null, PasswordForgotten>({
      query: (body) => ({ path: '/auth/password/forgot', method: 'POST', body, anonymous: true }),
    }),
    resetPassword: build.mutation<null, PasswordReset>({
      query: (body) => ({ path: '/auth/password/reset', method: 'POST', body, anonymous: true }),
    }),
    previewInvitation: build.query<InvitationPreview, string>({
      query: (token) => ({
        path: '/auth/invitation',
        headers: { 'x-invitation-token': token },
        anonymous: true,
      }),
    }),
    acceptInvitation: build.mutation<AccessToken, InvitationAcceptance>({
      query: (body) => ({
        path: '/auth/invitation/accept',
        method: 'POST',
        body,
        anonymous: true,
      }),
    }),
    getOutbox: build.query<OutboxMessage[], void>({
      query: () => ({ path: '/dev/outbox', anonymous: true }),
    }),
  }),
});

export const {
  useGetEntryHallQuery,
  useLogInMutation,
  useRegisterMutation,
  useForgetPasswordMutation,
  useResetPasswordMutation,
  usePreviewInvitationQuery,
  useAcceptInvitationMutation,
  useGetOutboxQuery,
} = authApi;
