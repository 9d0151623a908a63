import { isTimeZone, PERIODS, type Period, RANGE_PRESETS, type TimeRange } from '@cashbeat/utils';
import { chooseDays } from './possible-days';

/** What the dashboard shows, as its address says it. Absent parts are the organisation's defaults. */
export interface View {
  range: TimeRange;
  zone?: string;
  currency?: string;
  method?: string;
  period?: Period;
}

export const DEFAULT_RANGE: TimeRange = { preset: '7d' };

/** Reads an address; whatever makes no sense in it falls back to the default. */
export function readView(query: URLSearchParams): View {
  return {
    range: readRange(query),
    zone: valid(query.get('tz'), isTimeZone),
    currency: valid(query.get('currency'), (text) => /^[A-Z]{3}$/.test(text)),
    method: valid(query.get('method'), (text) => /^[a-z][a-z0-9_]{0,31}$/.test(text)),
    period: PERIODS.find((period) => period === query.get('period')),
  };
}

/** The address of a view, keeping what else stands in `query`. */
export function writeView(query: URLSearchParams, view: View): URLSearchParams {
  const next = new URLSearchParams(query);
  const { range } = view;
  put(next, 'range', range.preset === DEFAULT_RANGE.preset ? undefined : range.preset);
  put(next, 'from', range.preset === 'custom' ? range.firstDay : undefined);
  put(next, 'to', range.preset === 'custom' ? range.lastDay : undefined);
  put(next, 'tz', view.zone);
  put(next, 'currency', view.currency);
  put(next, 'method', view.method);
  put(next, 'period', view.period);
  return next;
}

function readRange(query: URLSearchParams): TimeRange {
  const asked = query.get('range');
  if (asked === 'custom') {
    const choice = chooseDays(query.get('from') ?? '', query.get('to') ?? '');
    return 'range' in choice ? choice.range : DEFAULT_RANGE;
  }
  const preset = RANGE_PRESETS.find((known) => known === asked);
  return preset ? { preset } : DEFAULT_RANGE;
}

function valid(text: string | null, isValid: (text: string) => boolean): string | undefined {
  return text !== null && isValid(text) ? text : undefined;
}

function put(query: URLSearchParams, name: string, value: string | undefined): void {
  if (value === undefined) query.delete(name);
  else query.set(name, value);
}
