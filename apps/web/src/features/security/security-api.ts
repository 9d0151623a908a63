import type {
  Confirmation,
  PasswordChange,
  RecoveryCodes,
  TwoFactorCode,
  TwoFactorRemoval,
  TwoFactorSetup,
} from '@cashbeat/shared-types';
import { api } from '@/store/api';
import { sessionOutdated } from '@/store/session/session-middleware';

/** Password and second factor. Answers with secrets are held by the dialog that asked, for no longer. */
export const securityApi = api.injectEndpoints({
  endpoints: (build) => ({
    changePassword: build.mutation<null, PasswordChange>({
      query: (body) => ({ path: '/auth/password', method: 'POST', body }),
      invalidatesTags: (_answer, failure) => (failure ? [] : ['UserSession', 'AuditLog']),
    }),
    beginTwoFactor: build.mutation<TwoFactorSetup, Confirmation>({
      query: (body) => ({ path: '/auth/two-factor', method: 'POST', body }),
      invalidatesTags: (_answer, failure) => (failure ? [] : ['AuditLog']),
    }),
    confirmTwoFactor: build.mutation<RecoveryCodes, TwoFactorCode>({
      query: (body) => ({ path: '/auth/two-factor/confirm', method: 'POST', body }),
      invalidatesTags: (_answer, failure) => (failure ? [] : ['Member', 'AuditLog']),
    }),
    disableTwoFactor: build.mutation<null, TwoFactorRemoval>({
      query: (body) => ({ path: '/auth/two-factor/disable', method: 'POST', body }),
      invalidatesTags: (_answer, failure) => (failure ? [] : ['Member', 'AuditLog']),
      async onQueryStarted(_removal, { dispatch, queryFulfilled }) {
        await queryFulfilled.then(
          () => dispatch(sessionOutdated()),
          () => undefined,
        );
      },
    }),
    renewRecoveryCodes: build.mutation<RecoveryCodes, Confirmation>({
      query: (body) => ({ path: '/auth/two-factor/recovery-codes', method: 'POST', body }),
      invalidatesTags: (_answer, failure) => (failure ? [] : ['AuditLog']),
    }),
  }),
});

export const {
  useChangePasswordMutation,
  useBeginTwoFactorMutation,
  useConfirmTwoFactorMutation,
  useDisableTwoFactorMutation,
  useRenewRecoveryCodesMutation,
} = securityApi;
