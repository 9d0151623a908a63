import type {
  CustomerImport,
  CustomerImportChange,
  CustomerImportCommit,
  CustomerImportList,
  CustomerImportRequest,
  CustomerImportRows,
} from '@cashbeat/shared-types';
import { CHANGED } from '@/features/customers/customers-api';
import { api } from '@/store/api';
import type { QueryExtra } from '@/store/base-query';
import { isPassing, isRefusal, type RequestFailure } from '@/store/request-failure';
import type { AppDispatch } from '@/store/store';
import type { RowOutcome } from './import-fields';
import { uploadFile } from './upload';

export const IMPORTS = '/customers/import';
/** The most that the API gives: all 1,000 that can be listed come in five requests. */
const PAGE = 200;

export const importPath = (id: string) => `${IMPORTS}/${encodeURIComponent(id)}`;

export interface Upload {
  file: File;
  options: CustomerImportRequest;
  /** The same however often the same choice of a file is sent. */
  key: string;
  onProgress: (sentBytes: number) => void;
}

/** Rows of one outcome, as they were found by a check (`as`: its number) or after recording. */
export interface RowsQuery {
  id: string;
  outcome: RowOutcome;
  as: string;
}

interface Deed<Body> {
  id: string;
  body: Body;
}

/** Only these pages know the tag, so it is not among those of the store. */
const withTag = api.enhanceEndpoints({ addTagTypes: ['CustomerImport'] });
type ImportTag = 'CustomerImport' | { type: 'CustomerImport'; id: string };

function about(...tags: ImportTag[]) {
  return (_answer: unknown, failure: RequestFailure | undefined) => {
    if (!failure) return tags;
    if (isRefusal(failure)) return [];
    return isPassing(failure) ? [...tags, 'Unanswered' as const] : tags;
  };
}

export const importsApi = withTag.injectEndpoints({
  endpoints: (build) => ({
    listCustomerImports: build.query<CustomerImport[], void>({
      query: () => ({ path: IMPORTS }),
      transformResponse: ({ items }: CustomerImportList) => items,
      providesTags: about('CustomerImport'),
    }),
    getCustomerImport: build.query<CustomerImport, string>({
      query: (id) => ({ path: importPath(id) }),
      providesTags: (given, failure, id) => about({ type: 'CustomerImport', id })(given, failure),
    }),
    listImportRows: build.infiniteQuery<CustomerImportRows, RowsQuery, string | null>({
      infiniteQueryOptions: {
        initialPageParam: null,
        getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
      },
      query: ({ queryArg: { id, outcome }, pageParam }) => ({
        path: `${importPath(id)}/rows`,
        params: { outcome, limit: PAGE, cursor: pageParam ?? undefined },
      }),
      providesTags: (rows, failure) => about()(rows, failure),
      // Each check has its own; nobody comes back to those of the one before.
      keepUnusedDataFor: 10,
    }),
    uploadCustomers: build.mutation<CustomerImport, Upload>({
      queryFn: async ({ file, options, key, onProgress }, { signal, extra }) => {
        const form = new FormData();
        form.append('options', JSON.stringify(options));
        form.append('file', file);
        const { identity } = extra as QueryExtra;
        const request = { path: IMPORTS, form, key, onProgress };
        const outcome = await uploadFile(identity, request, signal);
        if ('error' in outcome) return { error: outcome.error };
        return { data: outcome.data as CustomerImport };
      },
      invalidatesTags: ['CustomerImport', 'AuditLog'],
    }),
    changeImport: build.mutation<CustomerImport, Deed<CustomerImportChange>>({
      query: ({ id, body }) => ({ path: importPath(id), method: 'PATCH', body }),
      onQueryStarted: shown,
      invalidatesTags: ['CustomerImport'],
    }),
    commitImport: build.mutation<CustomerImport, Deed<CustomerImportCommit>>({
      query: ({ id, body }) => ({ path: `${importPath(id)}/commit`, method: 'POST', body }),
      onQueryStarted: shown,
      invalidatesTags: ['CustomerImport', ...CHANGED],
    }),
    undoImport: build.mutation<CustomerImport, { id: string }>({
      query: ({ id }) => ({ path: `${importPath(id)}/undo`, method: 'POST' }),
      onQueryStarted: shown,
      invalidatesTags: ['CustomerImport', ...CHANGED],
    }),
    discardImport: build.mutation<unknown, string>({
      query: (id) => ({ path: importPath(id), method: 'DELETE' }),
      // Not the import itself: it would be asked for on the page that is left just now.
      invalidatesTags: ['AuditLog'],
      onQueryStarted: struck,
    }),
    /** Mutations, so that no cache keeps the files. */
    getImportTemplate: build.mutation<File, void>({
      query: () => ({ path: `${IMPORTS}/template.xlsx`, file: true }),
    }),
    getImportErrors: build.mutation<File, string>({
      query: (id) => ({ path: `${importPath(id)}/errors.xlsx`, file: true }),
    }),
  }),
});

export const {
  useListCustomerImportsQuery,
  useGetCustomerImportQuery,
  useListImportRowsInfiniteQuery,
  useUploadCustomersMutation,
  useChangeImportMutation,
  useCommitImportMutation,
  useUndoImportMutation,
  useDiscardImportMutation,
  useGetImportTemplateMutation,
  useGetImportErrorsMutation,
} = importsApi;

interface Started<Answer> {
  dispatch: AppDispatch;
  queryFulfilled: Promise<{ data: Answer }>;
}

/** What a deed answers is how the import stands from then on. */
async function shown(
  { id }: { id: string },
  { dispatch, queryFulfilled }: Started<CustomerImport>,
): Promise<void> {
  const answer = await queryFulfilled.catch(() => undefined);
  if (answer) dispatch(importsApi.util.upsertQueryData('getCustomerImport', id, answer.data));
}

/** What was thrown away stands in the list no more. */
async function struck(id: string, { dispatch, queryFulfilled }: Started<unknown>): Promise<void> {
  const answer = await queryFulfilled.catch(() => undefined);
  if (!answer) return;
  const list = importsApi.util.updateQueryData('listCustomerImports', undefined, (items) =>
    items.filter((each) => each.id !== id),
  );
  dispatch(list);
}
