import { isTimeZone, PERIODS, type Period, RANGE_PRESETS, type TimeRange } from '@cashbeat/utils';
import { endsOf, readTrail, spanOf, type ViewPoint, writeTrail } from './address-range';
import { type Comparison, COMPARISONS } from './comparison';

/** What the dashboard shows, as its address says it. Absent parts are the organisation's defaults. */
export interface View {
  range: TimeRange;
  zone?: string;
  currency?: string;
  method?: string;
  period?: Period;
  /** Absent: the period right before. */
  compare?: Exclude<Comparison, 'previous'> | 'none';
  /** The views that were zoomed into, outermost first. */
  trail?: ViewPoint[];
}

export const DEFAULT_RANGE: TimeRange = { preset: '7d' };

const OTHER_COMPARISONS = [...COMPARISONS.filter((known) => known !== 'previous'), 'none'] as const;

/** Reads an address; whatever makes no sense in it falls back to the default. */
export function readView(query: URLSearchParams): View {
  const trail = readTrail(query.get('zoom'));
  return {
    range: readRange(query),
    zone: valid(query.get('tz'), isTimeZone),
    currency: valid(query.get('currency'), (text) => /^[A-Z]{3}$/.test(text)),
    method: valid(query.get('method'), (text) => /^[a-z][a-z0-9_]{0,31}$/.test(text)),
    period: PERIODS.find((period) => period === query.get('period')),
    compare: OTHER_COMPARISONS.find((compare) => compare === query.get('compare')),
    ...(trail.length > 0 && { trail }),
  };
}

/** The address of a view, keeping what else stands in `query`. */
export function writeView(query: URLSearchParams, view: View): URLSearchParams {
  const next = new URLSearchParams(query);
  const { range } = view;
  const ends = endsOf(range);
  const name = ends ? 'custom' : range.preset;
  put(next, 'range', name === DEFAULT_RANGE.preset ? undefined : name);
  put(next, 'from', ends?.from);
  put(next, 'to', ends?.to);
  put(next, 'tz', view.zone);
  put(next, 'currency', view.currency);
  put(next, 'method', view.method);
  put(next, 'period', view.period);
  put(next, 'compare', view.compare);
  put(next, 'zoom', writeTrail(view.trail ?? []));
  return next;
}

/** A view with a part of it changed. A range that is chosen ends what was zoomed into, grain and all. */
export function changedView(view: View, part: Partial<View>): View {
  const [outermost] = view.trail ?? [];
  const leaves = outermost && part.range && !('trail' in part);
  return { ...view, ...(leaves && { trail: undefined, period: outermost.period }), ...part };
}

function readRange(query: URLSearchParams): TimeRange {
  const asked = query.get('range');
  if (asked === 'custom') {
    return spanOf(query.get('from') ?? '', query.get('to') ?? '') ?? DEFAULT_RANGE;
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
