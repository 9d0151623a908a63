import {
  addDays,
  addMonths,
  localDateOf,
  parseIsoDate,
  startOfLocalDate,
  toIsoDate,
} from './zoned-time';

export const RANGE_PRESETS = ['today', '24h', '7d', '30d', '90d', '12m'] as const;
export type RangePreset = (typeof RANGE_PRESETS)[number];

/** `custom` runs from the first local day to the last, both included. */
export type TimeRange =
  | { preset: RangePreset }
  | { preset: 'custom'; firstDay: string; lastDay: string };

export const PERIODS = ['hour', 'day', 'week', 'month'] as const;
export type Period = (typeof PERIODS)[number];

/** Half-open, ISO 8601 in UTC. */
export interface Interval {
  from: string;
  to: string;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** A chart past this many points a series is noise (and slow). */
const MAX_POINTS = 600;
const PERIOD_LENGTH: Record<Period, number> = { hour: HOUR, day: DAY, week: 7 * DAY, month: 28 * DAY };

/**
 * The instants that a range stands for at `now`.
 *
 * A range that still runs ends at the next full minute: tiles and chart asked for within one minute
 * are then about the same instants, and the answers can be cached.
 */
export function resolveRange(range: TimeRange, zone: string, now: number): Interval {
  if (range.preset === 'custom') return customInterval(range.firstDay, range.lastDay, zone);
  const to = Math.ceil((now + 1) / MINUTE) * MINUTE;
  return interval(startOf(range.preset, zone, now, to), to);
}

function startOf(preset: RangePreset, zone: string, now: number, to: number): number {
  const today = localDateOf(now, zone);
  switch (preset) {
    case 'today':
      return startOfLocalDate(today, zone);
    case '24h':
      return to - DAY;
    case '7d':
      return startOfLocalDate(addDays(today, -6), zone);
    case '30d':
      return startOfLocalDate(addDays(today, -29), zone);
    case '90d':
      return startOfLocalDate(addDays(today, -89), zone);
    case '12m':
      return startOfLocalDate(addDays(addMonths(today, -12), 1), zone);
  }
}

function customInterval(firstDay: string, lastDay: string, zone: string): Interval {
  const first = parseIsoDate(firstDay);
  const last = parseIsoDate(lastDay);
  if (!first || !last) throw new RangeError(`Not a range of days: ${firstDay} to ${lastDay}`);
  return interval(startOfLocalDate(first, zone), startOfLocalDate(addDays(last, 1), zone));
}

function interval(from: number, to: number): Interval {
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}

/** A custom range when both days exist and are in order. */
export function customRange(firstDay: string, lastDay: string): TimeRange | undefined {
  const first = parseIsoDate(firstDay);
  const last = parseIsoDate(lastDay);
  if (!first || !last || toIsoDate(first) > toIsoDate(last)) return undefined;
  return { preset: 'custom', firstDay, lastDay };
}

export function periodsFor({ from, to }: Interval): Period[] {
  const length = Date.parse(to) - Date.parse(from);
  return PERIODS.filter((period) => length / PERIOD_LENGTH[period] <= MAX_POINTS);
}

/** The grain that shows the shape of a range: some ten to a hundred buckets. */
export function defaultPeriod(span: Interval): Period {
  const days = (Date.parse(span.to) - Date.parse(span.from)) / DAY;
  if (days <= 2.1) return 'hour';
  if (days <= 100) return 'day';
  if (days <= 200) return 'week';
  return 'month';
}
