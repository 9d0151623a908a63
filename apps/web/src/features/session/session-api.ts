import type { Membership, NewOrganisation, Session } from '@cashbeat/shared-types';
import { api } from '@/store/api';

export const sessionApi = api.injectEndpoints({
  endpoints: (build) => ({
    /** What another organisation of the person's allows; nothing is changed by asking. */
    openOrganisation: build.mutation<Session, string>({
      query: (tenantId) => ({ path: '/auth/session', headers: { 'x-tenant-id': tenantId } }),
    }),
    createOrganisation: build.mutation<Membership, NewOrganisation>({
      query: (body) => ({ path: '/organisations', method: 'POST', body }),
    }),
    logOut: build.mutation<null, void>({
      query: () => ({ path: '/auth/logout', method: 'POST', anonymous: true }),
    }),
  }),
});

export const { useOpenOrganisationMutation, useCreateOrganisationMutation, useLogOutMutation } =
  sessionApi;
