import type { Member, Role, RoleDescription } from '@cashbeat/shared-types';
import { about, api } from '@/store/api';
import { sessionOutdated } from '@/store/session/session-middleware';

export interface RoleChange {
  userId: string;
  role: Role;
}

export const membersApi = api.injectEndpoints({
  endpoints: (build) => ({
    listMembers: build.query<Member[], void>({
      query: () => ({ path: '/members' }),
      providesTags: about('Member'),
    }),
    listRoles: build.query<RoleDescription[], void>({
      query: () => ({ path: '/roles' }),
      providesTags: about('Role'),
      keepUnusedDataFor: 3_600,
    }),
    changeRole: build.mutation<Member, RoleChange>({
      query: ({ userId, role }) => ({
        path: `/members/${encodeURIComponent(userId)}`,
        method: 'PATCH',
        body: { role },
      }),
      // A refusal may mean that somebody else was quicker: the list is read again either way.
      invalidatesTags: ['Member', 'AuditLog'],
      async onQueryStarted(_change, { dispatch, queryFulfilled }) {
        await queryFulfilled.then(
          () => dispatch(sessionOutdated()),
          () => undefined,
        );
      },
    }),
    removeMember: build.mutation<null, string>({
      query: (userId) => ({ path: `/members/${encodeURIComponent(userId)}`, method: 'DELETE' }),
      invalidatesTags: ['Member', 'AuditLog'],
    }),
  }),
});

export const {
  useListMembersQuery,
  useListRolesQuery,
  useChangeRoleMutation,
  useRemoveMemberMutation,
} = membersApi;
