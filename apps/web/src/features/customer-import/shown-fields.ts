import type { CustomerImportColumn, CustomerImportRow } from '@cashbeat/shared-types';
import { columnLetters, FIELD_LABELS, FIELDS, type ImportField } from './import-fields';

export interface ShownField {
  field: ImportField;
  label: string;
  /** Header of its column in the file; empty when the file has none. */
  header: string;
  /** "D"; empty when the file has no such column. */
  letters: string;
}

/** Fields that the file tells, in its order, and those that are missed without having a column. */
export function shownFields(
  columns: readonly CustomerImportColumn[],
  rows: readonly CustomerImportRow[],
): ShownField[] {
  const told = columns.flatMap(({ field, name, position }) =>
    field
      ? [{ field, label: FIELD_LABELS[field], header: name, letters: columnLetters(position) }]
      : [],
  );
  const missed = new Set(rows.flatMap(({ problems }) => problems.map(({ field }) => field)));
  const further = FIELDS.filter(
    (field) => missed.has(field) && !told.some((each) => each.field === field),
  ).map((field) => ({ field, label: FIELD_LABELS[field], header: '', letters: '' }));
  return [...told, ...further];
}
