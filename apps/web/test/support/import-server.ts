import type {
  CustomerImport,
  CustomerImportChange,
  CustomerImportCommit,
  CustomerImportRow,
} from '@cashbeat/shared-types';
import { http, HttpResponse } from 'msw';
import { ORIGIN, server } from './server';

const IMPORTS = `${ORIGIN}/api/customers/import`;

/** An API that keeps one import: what it was asked, and what it answers from then on. */
export function importServer(first: CustomerImport, rows: CustomerImportRow[] = []) {
  const api = {
    given: first,
    rows,
    asked: 0,
    listed: [] as string[],
    changes: [] as CustomerImportChange[],
    commits: [] as CustomerImportCommit[],
    undone: 0,
    discarded: 0,
    /** What follows a deed. */
    next: (change: Partial<CustomerImport>) => {
      api.given = { ...api.given, ...change };
    },
    after: (_deed: 'change' | 'commit' | 'undo'): void => undefined,
  };
  const shown = () => HttpResponse.json(api.given);
  server.use(
    http.get(`${IMPORTS}/cim_1`, () => {
      api.asked += 1;
      return shown();
    }),
    http.get(`${IMPORTS}/cim_1/rows`, ({ request }) => {
      const query = new URL(request.url).searchParams;
      api.listed.push(query.toString());
      const items = api.rows.filter(({ outcome }) => outcome === query.get('outcome'));
      const page = { items, total: items.length, listed: items.length, nextCursor: null };
      return HttpResponse.json(page);
    }),
    http.patch(`${IMPORTS}/cim_1`, async ({ request }) => {
      api.changes.push((await request.json()) as CustomerImportChange);
      api.after('change');
      return shown();
    }),
    http.post(`${IMPORTS}/cim_1/commit`, async ({ request }) => {
      api.commits.push((await request.json()) as CustomerImportCommit);
      api.after('commit');
      return shown();
    }),
    http.post(`${IMPORTS}/cim_1/undo`, () => {
      api.undone += 1;
      api.after('undo');
      return shown();
    }),
    http.delete(`${IMPORTS}/cim_1`, () => {
      api.discarded += 1;
      return new HttpResponse(null, { status: 204 });
    }),
  );
  return api;
}

export { IMPORTS };
