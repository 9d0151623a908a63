import type { AuditPage } from '@cashbeat/shared-types';
import { about, api } from '@/store/api';
import { type AuditFilters, auditParams } from './audit-filters';

export interface AuditQuery {
  filters: AuditFilters;
  zone: string;
}

const PAGE = 50;

export const auditApi = api.injectEndpoints({
  endpoints: (build) => ({
    listAudit: build.infiniteQuery<AuditPage, AuditQuery, string | null>({
      infiniteQueryOptions: {
        initialPageParam: null,
        getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
      },
      query: ({ queryArg: { filters, zone }, pageParam }) => ({
        path: '/audit',
        params: { ...auditParams(filters, zone), limit: PAGE, cursor: pageParam ?? undefined },
      }),
      providesTags: about('AuditLog'),
      // Others write it all the time: what is looked at again is asked for again.
      keepUnusedDataFor: 0,
    }),
    /** A file of all that the filters find. A mutation, so that no cache keeps it. */
    exportAudit: build.mutation<File, AuditQuery>({
      query: ({ filters, zone }) => ({
        path: '/audit.csv',
        params: auditParams(filters, zone),
        file: true,
      }),
    }),
  }),
});

export const { useListAuditInfiniteQuery, useExportAuditMutation } = auditApi;
