import type { CustomerImportColumn, CustomerImportOptions } from '@cashbeat/shared-types';
import { FIELDS, type ImportField } from './import-fields';

/** Place of a column, from 1 -> what it is read as. Each field stands in it once at most. */
export type Mapping = ReadonlyMap<number, ImportField>;

export function mappingOf(columns: readonly CustomerImportColumn[]): Mapping {
  return new Map(columns.flatMap(({ position, field }) => (field ? [[position, field]] : [])));
}

export function placeOf(mapping: Mapping, field: ImportField): number | undefined {
  return [...mapping].find(([, each]) => each === field)?.[0];
}

/** A column read as something else, or as nothing. A column that told it before tells nothing then. */
export function withChoice(
  mapping: Mapping,
  position: number,
  field: ImportField | null,
): { mapping: Mapping; takenFrom: number | undefined } {
  const next = new Map(mapping);
  const before = field === null ? undefined : placeOf(mapping, field);
  const takenFrom = before === position ? undefined : before;
  if (takenFrom !== undefined) next.delete(takenFrom);
  if (field === null) next.delete(position);
  else next.set(position, field);
  return { mapping: next, takenFrom };
}

/**
 * The choice as the API takes it: what was said before, and what differs from how the file was read.
 * Columns go by their place, as two may have one name.
 */
export function columnsOption(
  said: CustomerImportOptions['columns'],
  columns: readonly CustomerImportColumn[],
  mapping: Mapping,
): Record<string, string | null> {
  const read = mappingOf(columns);
  const option: Record<string, string | null> = { ...said };
  for (const field of FIELDS) {
    const place = placeOf(mapping, field);
    if (place === placeOf(read, field)) continue;
    option[field] = place === undefined ? null : `#${place}`;
  }
  return option;
}

/** Columns with something in them. Others are nothing that anybody would miss. */
export function filled(columns: readonly CustomerImportColumn[]): CustomerImportColumn[] {
  return columns.filter(({ name, samples }) => name !== '' || samples.length > 0);
}

/** Whether nobody has to say what the columns mean: each is read, or was said to be nothing. */
export function allRecognised(columns: readonly CustomerImportColumn[]): boolean {
  return columns.length > 0 && filled(columns).every(({ field }) => field !== null);
}
