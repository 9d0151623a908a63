import type { Organisation, OrganisationChange } from '@cashbeat/shared-types';
import { api } from '@/store/api';
import { sessionOutdated } from '@/store/session/session-middleware';

export const organisationSettingsApi = api.injectEndpoints({
  endpoints: (build) => ({
    changeOrganisation: build.mutation<Organisation, Partial<OrganisationChange>>({
      query: (body) => ({ path: '/organisation', method: 'PATCH', body }),
      // Days, hours and the currency of figures come from it.
      invalidatesTags: (_answer, failure) =>
        failure
          ? []
          : ['Organisation', 'Metrics', 'Trends', 'Breakdown', 'PaymentList', 'AuditLog'],
      async onQueryStarted(_change, { dispatch, queryFulfilled }) {
        await queryFulfilled.then(
          () => dispatch(sessionOutdated()),
          () => undefined,
        );
      },
    }),
  }),
});

export const { useChangeOrganisationMutation } = organisationSettingsApi;
