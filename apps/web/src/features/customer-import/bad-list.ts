import type { CustomerImportRow } from '@cashbeat/shared-types';
import type { Corrections, RowDrafts } from './corrections';
import type { ShownField } from './shown-fields';
import type { CorrectionDeeds } from './use-corrections';

/** What a list of bad rows shows, whether it is a grid or cards. */
export interface BadListProps {
  rows: readonly CustomerImportRow[];
  fields: readonly ShownField[];
  pending: Corrections;
  /** Shown in the place of what stands in the rows, which are those of before. */
  sent?: Corrections;
  deeds: CorrectionDeeds;
}

/** One of them. The same objects as long as nothing of the row changes. */
export interface BadRowProps {
  row: CustomerImportRow;
  fields: readonly ShownField[];
  drafts?: RowDrafts;
  sent?: RowDrafts;
  out: boolean;
  deeds: CorrectionDeeds;
}

export function rowProps({ fields, pending, sent, deeds }: BadListProps, out: ReadonlySet<number>) {
  return (row: CustomerImportRow): BadRowProps => ({
    row,
    fields,
    drafts: pending.cells[row.row],
    sent: sent?.cells[row.row],
    out: out.has(row.row),
    deeds,
  });
}

/** Rows that will be left out with the next check. */
export function outOf({ pending, sent }: BadListProps): ReadonlySet<number> {
  return new Set([...pending.leaveOut, ...(sent?.leaveOut ?? [])]);
}

/** What a cell shows: typed, else sent, else as it stands. */
export function textOf({ row, drafts, sent }: BadRowProps, field: ShownField['field']): string {
  return drafts?.[field] ?? sent?.[field] ?? row.cells[field] ?? '';
}
