import type { ChangeExplanation } from '@cashbeat/shared-types';

export type Measure = ChangeExplanation['measure'];

export const MEASURES: readonly Measure[] = ['volume', 'count', 'failed_count', 'success_rate'];

/** What changed, when, and compared with what; instants are ISO 8601, spans half-open. */
export interface Question {
  measure: Measure;
  from: string;
  to: string;
  /** Absent, the range of the same length right before. */
  baseFrom?: string;
  baseTo?: string;
  /** Absent, the currency and the method of the page. */
  currency?: string;
  method?: string;
}

const NAMES = {
  measure: 'explain',
  from: 'explainFrom',
  to: 'explainTo',
  baseFrom: 'explainBaseFrom',
  baseTo: 'explainBaseTo',
  currency: 'explainCurrency',
  method: 'explainMethod',
} as const satisfies Record<keyof Question, string>;

/** The question of an address; one that cannot be answered is none. */
export function readQuestion(query: URLSearchParams): Question | null {
  const read = (name: keyof Question) => query.get(NAMES[name]);
  const measure = MEASURES.find((known) => known === read('measure'));
  const range = spanOf(read('from'), read('to'));
  if (!measure || !range) return null;
  const base = spanOf(read('baseFrom'), read('baseTo'));
  return {
    measure,
    ...range,
    ...(base && { baseFrom: base.from, baseTo: base.to }),
    ...formed('currency', read('currency'), /^[A-Z]{3}$/),
    ...formed('method', read('method'), /^[a-z][a-z0-9_]{0,31}$/),
  };
}

/** An address with the question, or without any; whatever else stands in it stays. */
export function writeQuestion(query: URLSearchParams, question: Question | null): URLSearchParams {
  const next = new URLSearchParams(query);
  for (const [field, name] of Object.entries(NAMES)) {
    const value = question?.[field as keyof Question];
    if (value === undefined) next.delete(name);
    else next.set(name, value);
  }
  return next;
}

function spanOf(from: string | null, to: string | null): { from: string; to: string } | null {
  const [start, end] = [from, to].map((text) => Date.parse(text ?? ''));
  if (!(start! < end!)) return null;
  return { from: new Date(start!).toISOString(), to: new Date(end!).toISOString() };
}

function formed(name: 'currency' | 'method', text: string | null, form: RegExp) {
  return text !== null && form.test(text) ? { [name]: text } : {};
}
