import type { CustomerImport, CustomerImportOptions } from '@cashbeat/shared-types';
import { columnsOption, type Mapping, mappingOf } from './mapping';

/** How the file is to be read, as a form holds it; empty text leaves it to be found out. */
export interface ReadingChoices {
  sheet: string;
  dateFormat: string;
  decimalMark: string;
  delimiter: string;
  encoding: string;
  currency: string;
  existing: 'update' | 'skip';
}

export const CHOICE_NAMES = [
  'sheet',
  'dateFormat',
  'decimalMark',
  'delimiter',
  'encoding',
  'currency',
  'existing',
] as const satisfies readonly (keyof ReadingChoices)[];
export type ChoiceName = (typeof CHOICE_NAMES)[number];

export function choicesOf(options: CustomerImportOptions): ReadingChoices {
  return {
    sheet: options.sheet ?? '',
    dateFormat: options.dateFormat ?? '',
    decimalMark: options.decimalMark ?? '',
    delimiter: options.delimiter ?? '',
    encoding: options.encoding ?? '',
    currency: options.currency ?? '',
    existing: options.existing ?? 'update',
  };
}

/** All choices as the API takes them. Of another sheet the columns are recognised anew. */
export function optionsOf(
  { options, columns }: Pick<CustomerImport, 'options' | 'columns'>,
  choices: ReadingChoices,
  mapping: Mapping,
): CustomerImportOptions {
  const { decimalMark, existing, ...texts } = choices;
  const said = Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== ''));
  const sameTable =
    choices.sheet === (options.sheet ?? '') &&
    choices.delimiter === (options.delimiter ?? '') &&
    choices.encoding === (options.encoding ?? '');
  return {
    ...said,
    ...((decimalMark === '.' || decimalMark === ',') && { decimalMark }),
    existing,
    columns: sameTable ? columnsOption(options.columns, columns, mapping) : {},
  };
}

/** Whether the file has to be checked anew with them. */
export function differs(
  read: Pick<CustomerImport, 'options' | 'columns'>,
  choices: ReadingChoices,
  mapping: Mapping,
): boolean {
  const before = choicesOf(read.options);
  if (CHOICE_NAMES.some((name) => before[name] !== choices[name])) return true;
  const columns = mappingOf(read.columns);
  return (
    columns.size !== mapping.size ||
    [...mapping].some(([place, field]) => columns.get(place) !== field)
  );
}

/** What the faults of a refused file are about: choices that help, and whether columns do. */
export function atFault({ errors }: Pick<CustomerImport, 'errors'>): {
  choices: ReadonlyMap<ChoiceName, string>;
  columns: boolean;
} {
  const choices = new Map<ChoiceName, string>();
  let columns = false;
  for (const { field, message } of errors) {
    const name = field.replace(/^options\./, '').split('.')[0]!;
    if (name === 'columns') columns = true;
    const choice = CHOICE_NAMES.find((known) => known === name);
    if (choice && !choices.has(choice)) choices.set(choice, message);
  }
  return { choices, columns };
}
