import type { ProfileChange, User } from '@cashbeat/shared-types';
import { api } from '@/store/api';
import { sessionOutdated } from '@/store/session/session-middleware';

export const profileApi = api.injectEndpoints({
  endpoints: (build) => ({
    changeProfile: build.mutation<User, Partial<ProfileChange>>({
      query: (body) => ({ path: '/auth/profile', method: 'PATCH', body }),
      // Members are shown under the same name.
      invalidatesTags: (_user, failure) => (failure ? [] : ['Member', 'AuditLog']),
      async onQueryStarted(_change, { dispatch, queryFulfilled }) {
        await queryFulfilled.then(
          () => dispatch(sessionOutdated()),
          () => undefined,
        );
      },
    }),
  }),
});

export const { useChangeProfileMutation } = profileApi;
