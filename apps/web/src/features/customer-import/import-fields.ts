import type { CustomerImportColumn, CustomerImportRow } from '@cashbeat/shared-types';

/** What a column may tell of a customer. */
export type ImportField = NonNullable<CustomerImportColumn['field']>;
export type RowOutcome = CustomerImportRow['outcome'];

/** In the order in which they are offered: those that nearly every file has stand first. */
export const FIELDS = [
  'name',
  'external_id',
  'email',
  'phone',
  'outstanding_amount',
  'currency',
  'due_date',
  'address',
  'tags',
  'agent_email',
  'notes',
] as const satisfies readonly ImportField[];

export const FIELD_LABELS: Record<ImportField, string> = {
  name: 'Name',
  external_id: 'External id',
  email: 'E-mail address',
  phone: 'Phone',
  outstanding_amount: 'Outstanding amount',
  currency: 'Currency',
  due_date: 'Due date',
  address: 'Address',
  tags: 'Tags',
  agent_email: 'Agent (their e-mail)',
  notes: 'Notes',
};

export function isField(text: string): text is ImportField {
  return text in FIELD_LABELS;
}

/** 1 is A, 27 is AA: as a spreadsheet names its columns. */
export function columnLetters(position: number): string {
  let letters = '';
  for (let rest = position; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}
