import type { AuditEntry } from '@cashbeat/shared-types';
import type { Formats } from '@cashbeat/utils';

export interface ChangeRow {
  field: string;
  name: string;
  before: string;
  after: string;
  differs: boolean;
}

/** What changed, a line a field: names in words, values as people read them. */
export function changesOf(
  { before, after }: AuditEntry,
  zone: string,
  formats: Formats,
): ChangeRow[] {
  const [was, is] = [flat(before), flat(after)];
  return [...new Set([...was.keys(), ...is.keys()])].map((field) => ({
    field,
    name: nameInWords(field),
    before: valueInWords(was.get(field), zone, formats),
    after: valueInWords(is.get(field), zone, formats),
    differs: JSON.stringify(was.get(field)) !== JSON.stringify(is.get(field)),
  }));
}

/** `{twoFactor: {on: true}}` → `twoFactor.on`; lists stay whole. */
function flat(values: Record<string, unknown>, prefix = ''): Map<string, unknown> {
  const found = new Map<string, unknown>();
  for (const [name, value] of Object.entries(values)) {
    if (isRecord(value)) {
      for (const [inner, part] of flat(value, `${prefix}${name}.`)) found.set(inner, part);
    } else found.set(prefix + name, value);
  }
  return found;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `defaultCurrency` → "Default currency" */
function nameInWords(field: string): string {
  const words = field
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .replaceAll('.', ': ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;

function valueInWords(value: unknown, zone: string, { formatDateTime }: Formats): string {
  if (value === undefined || value === null || value === '') return '–';
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value === 'string') return INSTANT.test(value) ? formatDateTime(value, zone) : value;
  if (Array.isArray(value)) {
    const plain = value.every((part) => !isRecord(part) && !Array.isArray(part));
    return value.length === 0 ? '–' : plain ? value.join(', ') : JSON.stringify(value);
  }
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}
