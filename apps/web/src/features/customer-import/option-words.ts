import type { CustomerImport } from '@cashbeat/shared-types';
import { sentence } from '@/features/forms/use-server-faults';
import { columnLetters, FIELD_LABELS, isField } from './import-fields';
import { CHOICE_NAMES, type ChoiceName } from './reading-choices';
import { DATE_FORMATS, DECIMAL_MARKS, DELIMITERS, ENCODINGS, type Option } from './reading-options';

/** What each choice is called in the form. */
export const CHOICE_LABELS: Record<ChoiceName, string> = {
  sheet: 'Sheet',
  dateFormat: 'Dates',
  decimalMark: 'Amounts',
  delimiter: 'Between cells',
  encoding: 'Encoding',
  currency: 'Currency of rows without one',
  existing: 'Customers on record already',
};

const VALUES: Partial<Record<ChoiceName, readonly Option[]>> = {
  dateFormat: DATE_FORMATS,
  decimalMark: DECIMAL_MARKS,
  delimiter: DELIMITERS,
  encoding: ENCODINGS,
};

/**
 * Advice of the API in the words of our form: it names choices as a program gives them, such as
 * `"dateFormat": "day-first"`, between backticks. What is no such choice stays as it is.
 */
export function adviceInWords(text: string): string {
  return text.replaceAll(/`([^`]+)`/g, (whole, named: string) => wordsOf(named) ?? whole);
}

function wordsOf(named: string): string | undefined {
  const alone = CHOICE_NAMES.find((name) => name === named);
  if (alone) return `how, under “${CHOICE_LABELS[alone]}”`;
  const [name, value] = Object.entries(parsed(`{${named}}`))[0] ?? [];
  if (name === 'columns' && typeof value === 'object' && value !== null) return columnWords(value);
  const choice = CHOICE_NAMES.find((known) => known === name);
  if (!choice || typeof value !== 'string') return undefined;
  const label = VALUES[choice]?.find((option) => option.value === value)?.label ?? value;
  return `“${label}” under “${CHOICE_LABELS[choice]}”`;
}

/** `{"name": "#3"}`: that column C is “Name”. */
function columnWords(said: object): string | undefined {
  const [field, column] = Object.entries(said)[0] ?? [];
  if (field === undefined || !isField(field)) return undefined;
  const place = /^#(\d+)$/.exec(String(column))?.[1];
  const which = place ? `that column ${columnLetters(Number(place))}` : 'which column';
  return `${which} is “${FIELD_LABELS[field]}”`;
}

function parsed(text: string): object {
  try {
    return JSON.parse(text) as object;
  } catch {
    return {};
  }
}

/** Why a file is refused, each reason once: it may stand with the choice that would help, too. */
export function reasonsOf({ reason, errors }: Pick<CustomerImport, 'reason' | 'errors'>): string[] {
  const whole = sentence(adviceInWords(reason ?? 'It is no table.'));
  const others = errors.map(({ message }) => sentence(adviceInWords(message)));
  return [whole, ...new Set(others.filter((words) => !whole.includes(words.replace(/\.$/, ''))))];
}
