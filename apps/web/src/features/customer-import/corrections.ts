import type { CustomerImportChange, CustomerImportRow } from '@cashbeat/shared-types';
import { type ImportField, isField } from './import-fields';

export type RowDrafts = Readonly<Partial<Record<ImportField, string>>>;

/** What a person corrected and has not had checked yet. */
export interface Corrections {
  /** Row of the file -> what its cells are to be read as. */
  cells: Readonly<Record<number, RowDrafts>>;
  leaveOut: readonly number[];
  takeIn: readonly number[];
}

export const NOTHING: Corrections = { cells: {}, leaveOut: [], takeIn: [] };

/** The API takes no more cells, or rows, at once and altogether. */
export const MOST = 5_000;

type Stored = Pick<CustomerImportRow, 'row' | 'cells'>;

/** A cell was typed into. What stands there anyway is no correction. */
export function typed(
  before: Corrections,
  { row, cells }: Stored,
  field: ImportField,
  value: string,
): Corrections {
  return withDraft(before, row, field, value === (cells[field] ?? '') ? undefined : value);
}

/** A cell is as it stands in the file again. */
export function reverted(before: Corrections, row: number, field: ImportField): Corrections {
  return withDraft(before, row, field, undefined);
}

function withDraft(
  before: Corrections,
  row: number,
  field: ImportField,
  value: string | undefined,
): Corrections {
  const { [row]: own = {}, ...cells } = before.cells;
  const { [field]: _replaced, ...others } = own;
  const drafts = value === undefined ? others : { ...others, [field]: value };
  return {
    ...before,
    cells: Object.keys(drafts).length > 0 ? { ...cells, [row]: drafts } : cells,
  };
}

/** A row is to be left out, or was and is to be imported after all. */
export function leftOut(before: Corrections, { row, outcome }: RowState): Corrections {
  if (outcome === 'left_out') {
    return { ...before, takeIn: before.takeIn.filter((each) => each !== row) };
  }
  return { ...before, leaveOut: [...new Set([...before.leaveOut, row])] };
}

export function takenIn(before: Corrections, { row, outcome }: RowState): Corrections {
  if (outcome === 'left_out') return { ...before, takeIn: [...new Set([...before.takeIn, row])] };
  return { ...before, leaveOut: before.leaveOut.filter((each) => each !== row) };
}

type RowState = Pick<CustomerImportRow, 'row' | 'outcome'>;

/** The proposal for each cell that has one and was not typed into; rows to be left out stay. */
export function withProposals(
  before: Corrections,
  rows: readonly CustomerImportRow[],
): Corrections {
  const cells = { ...before.cells };
  for (const { row, field, value } of proposalsOf(before, rows)) {
    cells[row] = { ...cells[row], [field]: value };
  }
  return { ...before, cells };
}

/** Proposals that would be taken: one a cell. */
export function proposalsOf(before: Corrections, rows: readonly CustomerImportRow[]) {
  const out = new Set(before.leaveOut);
  return rows.flatMap(({ row, problems }) => {
    if (out.has(row)) return [];
    const found = new Map<ImportField, string>();
    for (const { field, proposal } of problems) {
      if (field === null || proposal === null || found.has(field)) continue;
      if (before.cells[row]?.[field] === undefined) found.set(field, proposal);
    }
    return [...found].map(([field, value]) => ({ row, field, value }));
  });
}

export function countOf({ cells, leaveOut, takeIn }: Corrections): number {
  const typedCells = Object.values(cells).reduce((sum, own) => sum + Object.keys(own).length, 0);
  return typedCells + leaveOut.length + takeIn.length;
}

/** As the API takes them. */
export function changeOf({ cells, leaveOut, takeIn }: Corrections): CustomerImportChange {
  const fixes = Object.entries(cells).flatMap(([row, own]) =>
    Object.entries(own).map(([field, value]) => ({
      row: Number(row),
      field: field as ImportField,
      value,
    })),
  );
  return {
    ...(fixes.length > 0 && { fixes }),
    ...(leaveOut.length > 0 && { leaveOut: [...leaveOut] }),
    ...(takeIn.length > 0 && { takeIn: [...takeIn] }),
  };
}

/** What is left when some of it was taken by the API; what was typed over meanwhile is. */
export function withoutSent(now: Corrections, sent: Corrections): Corrections {
  const cells: Record<number, RowDrafts> = {};
  for (const [row, own] of Object.entries(now.cells)) {
    const gone = sent.cells[Number(row)] ?? {};
    const left = Object.entries(own).filter(
      ([field, value]) => gone[field as ImportField] !== value,
    );
    if (left.length > 0) cells[Number(row)] = Object.fromEntries(left);
  }
  return {
    cells,
    leaveOut: now.leaveOut.filter((row) => !sent.leaveOut.includes(row)),
    takeIn: now.takeIn.filter((row) => !sent.takeIn.includes(row)),
  };
}

/** What was kept as text; nothing where it is not that. */
export function readCorrections(text: string | null): Corrections {
  const told = parsed(text);
  if (typeof told !== 'object' || told === null) return NOTHING;
  const { cells, leaveOut, takeIn } = told as Partial<Record<keyof Corrections, unknown>>;
  const rows = (list: unknown) =>
    Array.isArray(list) ? list.filter((row): row is number => Number.isSafeInteger(row)) : [];
  const read: Record<number, RowDrafts> = {};
  for (const [row, own] of Object.entries(typeof cells === 'object' && cells ? cells : {})) {
    const drafts = Object.entries((own ?? {}) as object).filter(
      ([field, value]) => isField(field) && typeof value === 'string',
    );
    if (/^\d+$/.test(row) && drafts.length > 0) {
      read[Number(row)] = Object.fromEntries(drafts) as RowDrafts;
    }
  }
  return { cells: read, leaveOut: rows(leaveOut), takeIn: rows(takeIn) };
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}
