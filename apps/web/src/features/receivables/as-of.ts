import { addDays, type LocalDate, parseIsoDate, toIsoDate } from '@cashbeat/utils';
import type { ReceivablesQuery } from './receivables-api';

const CURRENCY = /^[A-Z]{3}$/;

/** The day and the currency that the address asks for. */
export function readChoice(query: URLSearchParams): ReceivablesQuery {
  const [asOf, currency] = [query.get('asOf'), query.get('currency')];
  return {
    asOf: asOf && parseIsoDate(asOf) ? asOf : undefined,
    currency: currency && CURRENCY.test(currency) ? currency : undefined,
  };
}

export function writeChoice(query: URLSearchParams, choice: ReceivablesQuery): URLSearchParams {
  const next = new URLSearchParams(query);
  for (const name of ['asOf', 'currency'] as const) {
    const value = choice[name];
    if (value === undefined) next.delete(name);
    else next.set(name, value);
  }
  return next;
}

export interface DayPick {
  day: string;
  /** What day it is of the calendar: the end of a month is often asked for. */
  kind: 'today' | 'month' | 'quarter';
}

/** Today, the end of the month before, and of the quarter before where that is another day. */
export function dayPicks(today: LocalDate): DayPick[] {
  const endBefore = (month: number) => toIsoDate(addDays({ year: today.year, month, day: 1 }, -1));
  const month = endBefore(today.month);
  const quarter = endBefore(today.month - ((today.month - 1) % 3));
  return [
    { day: toIsoDate(today), kind: 'today' },
    { day: month, kind: 'month' },
    ...(quarter === month ? [] : [{ day: quarter, kind: 'quarter' as const }]),
  ];
}
