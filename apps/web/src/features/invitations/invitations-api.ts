import type { EntryHall, Invitation, NewInvitation } from '@cashbeat/shared-types';
import { about, api } from '@/store/api';

export const invitationsApi = api.injectEndpoints({
  endpoints: (build) => ({
    listInvitations: build.query<Invitation[], void>({
      query: () => ({ path: '/invitations' }),
      providesTags: about('Invitation'),
    }),
    /** Inviting an address again renews what it has: a new link, a new period. */
    invite: build.mutation<Invitation, NewInvitation>({
      query: (body) => ({ path: '/invitations', method: 'POST', body }),
      invalidatesTags: (_answer, failure) => (failure ? [] : ['Invitation', 'AuditLog']),
    }),
    revokeInvitation: build.mutation<null, string>({
      query: (id) => ({ path: `/invitations/${encodeURIComponent(id)}`, method: 'DELETE' }),
      invalidatesTags: ['Invitation', 'AuditLog'],
    }),
    /** What this installation does with messages. */
    getMailSite: build.query<EntryHall, void>({
      query: () => ({ path: '/site' }),
      keepUnusedDataFor: 3_600,
    }),
  }),
});

export const {
  useListInvitationsQuery,
  useInviteMutation,
  useRevokeInvitationMutation,
  useGetMailSiteQuery,
} = invitationsApi;
