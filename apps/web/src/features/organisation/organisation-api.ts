import type { Organisation, SystemStatus } from '@cashbeat/shared-types';
import { about, api } from '@/store/api';

export const organisationApi = api.injectEndpoints({
  endpoints: (build) => ({
    getOrganisation: build.query<Organisation, void>({
      query: () => ({ path: '/organisation' }),
      providesTags: about('Organisation'),
    }),
    getSystemStatus: build.query<SystemStatus, void>({
      query: () => ({ path: '/status' }),
      providesTags: about('SystemStatus'),
    }),
  }),
});

export const { useGetOrganisationQuery, useGetSystemStatusQuery } = organisationApi;
