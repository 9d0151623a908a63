import type { CustomerImport, CustomerImportRow } from '@cashbeat/shared-types';
import { http, HttpResponse } from 'msw';
import { ImportPage } from '@/features/customer-import/import-page';
import { fault, row } from './customer-imports';
import { importServer } from './import-server';
import { told } from './notifications';
import { answerSurroundings } from './people';
import { renderPage } from './render-page';
import { ORIGIN, server } from './server';

/** Two that are bad, and one that changes a customer. */
export const ROWS = [
  row(12),
  row(13, { problems: [fault(13, { proposal: null })] }),
  row(20, {
    outcome: 'update',
    customerId: 'cus_20',
    problems: [],
    changes: [{ field: 'phone', before: null, after: '+49 30 1' }],
  }),
];

/** The page of an import that the API keeps. */
export function showImport(given: CustomerImport, rows: CustomerImportRow[] = ROWS, parts = {}) {
  answerSurroundings();
  server.use(
    http.get(`${ORIGIN}/api/notifications`, () =>
      HttpResponse.json({ items: [], unread: 0, nextCursor: null }),
    ),
  );
  const api = importServer(given, rows);
  const page = renderPage(<ImportPage id="cim_1" />, { load: told, ...parts });
  // Next tells of a new address by itself; its stand-in does not.
  return { api, again: () => page.rerender(<ImportPage id="cim_1" />) };
}
