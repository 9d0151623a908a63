import {
  addDays,
  addMonths,
  type LocalDate,
  localDateOf,
  parseIsoDate,
  startOfLocalDate,
  toIsoDate,
} from './zoned-time';

export const RANGE_PRESETS = ['today', '24h', '7d', '30d', '90d', '12m'] as const;
export type RangePreset = (typeof RANGE_PRESETS)[number];

/** `custom` runs from the first local day to the last, both included; `exact` between two instants. */
export type TimeRange =
  | { preset: RangePreset }
  | { preset: 'custom'; firstDay: string; lastDay: string }
  | { preset: 'exact'; from: string; to: string };

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
const PERIOD_LENGTH: Record<Period, number> = {
  hour: HOUR,
  day: DAY,
  week: 7 * DAY,
  month: 28 * DAY,
};

/**
 * The instants that a range stands for at `now`.
 *
 * Ranges of days end with the running day, not now: the API compares them with the elapsed part of
 * the preceding period (today until 09:15 with yesterday until 09:15), and answers can be cached.
 * The rolling 24 hours end at the next full minute.
 */
export function resolveRange(range: TimeRange, zone: string, now: number): Interval {
  if (range.preset === 'custom') return customInterval(range.firstDay, range.lastDay, zone);
  if (range.preset === 'exact') return { from: range.from, to: range.to };
  if (range.preset === '24h') {
    const to = Math.ceil((now + 1) / MINUTE) * MINUTE;
    return interval(to - DAY, to);
  }
  const today = localDateOf(now, zone);
  return interval(
    startOfLocalDate(firstDayOf(range.preset, today), zone),
    startOfLocalDate(addDays(today, 1), zone),
  );
}

function firstDayOf(preset: Exclude<RangePreset, '24h'>, today: LocalDate): LocalDate {
  switch (preset) {
    case 'today':
      return today;
    case '7d':
      return addDays(today, -6);
    case '30d':
      return addDays(today, -29);
    case '90d':
      return addDays(today, -89);
    case '12m':
      return { ...addMonths(today, -11), day: 1 };
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

/** The local days that an interval touches. */
export function daysOf(
  { from, to }: Interval,
  zone: string,
): { firstDay: string; lastDay: string } {
  return {
    firstDay: toIsoDate(localDateOf(Date.parse(from), zone)),
    lastDay: toIsoDate(localDateOf(Date.parse(to) - 1, zone)),
  };
}

/** A custom range when both days exist and are in order. */
export function customRange(firstDay: string, lastDay: string): TimeRange | undefined {
  const first = parseIsoDate(firstDay);
  const last = parseIsoDate(lastDay);
  if (!first || !last || toIsoDate(first) > toIsoDate(last)) return undefined;
  return { preset: 'custom', firstDay, lastDay };
}

/** A range between two instants when both exist and are in order. */
export function exactRange(from: string, to: string): TimeRange | undefined {
  const [start, end] = [Date.parse(from), Date.parse(to)];
  return start < end ? { preset: 'exact', ...interval(start, end) } : undefined;
}

/** The fixed range of an interval: of days where it consists of whole local ones. */
export function rangeOf(span: Interval, zone: string): TimeRange {
  const days: TimeRange = { preset: 'custom', ...daysOf(span, zone) };
  const { from, to } = resolveRange(days, zone, 0);
  const whole =
    Date.parse(from) === Date.parse(span.from) && Date.parse(to) === Date.parse(span.to);
  return whole ? days : { preset: 'exact', ...span };
}

/** Whether a range goes on with the time. */
export function isLive(range: TimeRange): range is { preset: RangePreset } {
  return range.preset !== 'custom' && range.preset !== 'exact';
}

const LIVE_LENGTHS: [RangePreset, number][] = [
  ['24h', 1],
  ['7d', 7],
  ['30d', 30],
  ['90d', 90],
];

/** The preset that shows about as much as a fixed range, up to now. */
export function liveRange(range: TimeRange, zone: string): { preset: RangePreset } {
  if (isLive(range)) return range;
  const { from, to } = resolveRange(range, zone, 0);
  // A day of 25 hours is a day.
  const days = Math.round((Date.parse(to) - Date.parse(from)) / DAY);
  if (range.preset === 'custom' && days <= 1) return { preset: 'today' };
  return { preset: LIVE_LENGTHS.find(([, length]) => days <= length)?.[0] ?? '12m' };
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
