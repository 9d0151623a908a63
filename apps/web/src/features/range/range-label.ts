import { type Formats, isLive, type RangePreset, type TimeRange } from '@cashbeat/utils';
import type { Comparison } from './comparison';

export const RANGE_LABELS: Record<RangePreset, { short: string; long: string; against: string }> = {
  today: { short: 'Today', long: 'Today', against: 'vs yesterday by now' },
  '24h': { short: '24 h', long: 'Last 24 hours', against: 'vs prior 24\u00a0h' },
  '7d': { short: '7 d', long: 'Last 7 days', against: 'vs prior 7\u00a0d' },
  '30d': { short: '30 d', long: 'Last 30 days', against: 'vs prior 30\u00a0d' },
  '90d': { short: '90 d', long: 'Last 90 days', against: 'vs prior 90\u00a0d' },
  '12m': { short: '12 mo', long: 'Last 12 months', against: 'vs prior 12\u00a0mo' },
};

const EARLIER: Record<Exclude<Comparison, 'previous'>, string> = {
  week: 'vs a week earlier',
  month: 'vs a month earlier',
  year: 'vs a year earlier',
};

/** What the comparison of a tile is with. */
export function againstLabel(range: TimeRange, compare: Comparison = 'previous'): string {
  if (compare !== 'previous') return EARLIER[compare];
  return isLive(range) ? RANGE_LABELS[range.preset].against : 'vs prior period';
}

/** A range in words: "Last 30 days", "3 Nov 2026", "3 Nov 2026, 14:00 – 16:00". */
export function nameOfRange(range: TimeRange, zone: string, formats: Formats): string {
  if (range.preset === 'custom') return nameOfDays(range, formats);
  if (range.preset === 'exact') return nameOfSpan(range, zone, formats);
  return RANGE_LABELS[range.preset].long;
}

function nameOfDays(
  { firstDay, lastDay }: { firstDay: string; lastDay: string },
  { formatDayWithYear }: Formats,
): string {
  const [first, last] = [firstDay, lastDay].map((day) =>
    formatDayWithYear(`${day}T00:00:00Z`, 'UTC'),
  );
  return first === last ? first! : `${first} – ${last}`;
}

/** Half-open: an end at midnight is of the day before. */
export function nameOfSpan(
  { from, to }: { from: string; to: string },
  zone: string,
  { formatDayWithYear, formatHourOfDay }: Formats,
): string {
  const [first, last] = [
    formatDayWithYear(from, zone),
    formatDayWithYear(Date.parse(to) - 1, zone),
  ];
  const [start, end] = [formatHourOfDay(from, zone), formatHourOfDay(to, zone)];
  return first === last ? `${first}, ${start} – ${end}` : `${first}, ${start} – ${last}, ${end}`;
}
