import type {
  CustomerImport,
  CustomerImportColumn,
  CustomerImportCounts,
  CustomerImportProblem,
  CustomerImportRow,
} from '@cashbeat/shared-types';

export function column(
  position: number,
  name: string,
  field: CustomerImportColumn['field'],
  samples = ['A', 'B'],
): CustomerImportColumn {
  return { position, name, field, origin: field ? 'name' : null, samples };
}

export const COLUMNS = [
  column(1, 'Kunde', 'name', ['Stadtwerke GmbH']),
  column(2, 'Nummer', 'external_id', ['K-1']),
  column(3, 'Saldo', 'outstanding_amount', ['1.234,50']),
  column(4, 'Fällig', 'due_date', ['31.12.2026']),
];

export function counts(change: Partial<CustomerImportCounts> = {}): CustomerImportCounts {
  return {
    rows: 500,
    create: 470,
    update: 10,
    unchanged: 0,
    skip: 0,
    bad: 2,
    leftOut: 0,
    problems: 2,
    amounts: [{ amount: 61_250, currency: 'EUR' }],
    ...change,
  };
}

export function customerImport(change: Partial<CustomerImport> = {}): CustomerImport {
  return {
    id: 'cim_1',
    fileName: 'customers.xlsx',
    state: 'ready',
    revision: 1,
    dryRun: true,
    reason: null,
    reasonCode: null,
    errors: [],
    progress: 1,
    options: { columns: {}, existing: 'update' },
    columns: COLUMNS,
    details: { sheet: 'Customers', dates: 'day-first' },
    sheets: ['Customers'],
    notes: [],
    counts: counts(),
    problems: [],
    fixes: 0,
    outcome: null,
    undo: null,
    startedBy: 'Ana Kovalenko',
    startedAt: '2026-11-28T09:00:00.000Z',
    updatedAt: '2026-11-28T09:00:01.000Z',
    committedAt: null,
    undoneAt: null,
    ...change,
  };
}

export function fault(
  row: number,
  change: Partial<CustomerImportProblem> = {},
): CustomerImportProblem {
  return {
    row,
    cell: `D${row}`,
    field: 'due_date',
    column: 'Fällig',
    value: '31.02.2026',
    code: 'date_invalid',
    message: 'is no day of the calendar',
    suggestion: '',
    proposal: '28.02.2026',
    ...change,
  };
}

export function row(n: number, change: Partial<CustomerImportRow> = {}): CustomerImportRow {
  return {
    row: n,
    outcome: 'bad',
    customerId: null,
    cells: { name: `Customer ${n}`, external_id: `K-${n}`, due_date: '31.02.2026' },
    fixed: [],
    changes: [],
    problems: [fault(n)],
    ...change,
  };
}
