import type { TrendData } from '@cashbeat/shared-types';
import type { Formats, Period } from '@cashbeat/utils';
import { attemptsOf } from '@/features/metrics/metric-tiles';

export interface ChartPoint {
  timestamp: string;
  /** On the axis. */
  label: string;
  /** In tooltip and table. */
  title: string;
  amount: number;
  /** Null where nobody tried to pay: the line has a hole there, not a fall to zero. */
  successRate: number | null;
  count: number;
  failedCount: number;
  refundedVolume: number;
  complete: boolean;
}

export function chartPoints(
  trends: readonly TrendData[],
  period: Period,
  zone: string,
  formats: Formats,
): ChartPoint[] {
  return trends.map((bucket) => ({
    timestamp: bucket.timestamp,
    label: formats[LABEL[period]](bucket.timestamp, zone),
    title: titleOf(bucket, period, zone, formats),
    amount: bucket.amount,
    successRate: attemptsOf(bucket) > 0 ? bucket.successRate : null,
    count: bucket.count,
    failedCount: bucket.failedCount,
    refundedVolume: bucket.refundedVolume,
    complete: bucket.complete,
  }));
}

const LABEL = {
  hour: 'formatHourOfDay',
  day: 'formatDay',
  week: 'formatDay',
  month: 'formatMonth',
} as const satisfies Record<Period, keyof Formats>;

function titleOf(
  { timestamp, end }: TrendData,
  period: Period,
  zone: string,
  { formatDay, formatDayWithYear, formatHourOfDay, formatMonth }: Formats,
): string {
  const lastInstant = Date.parse(end) - 1;
  switch (period) {
    case 'hour':
      return `${formatDay(timestamp, zone)}, ${formatHourOfDay(timestamp, zone)}–${formatHourOfDay(end, zone)}`;
    case 'day':
      return formatDayWithYear(timestamp, zone);
    case 'week':
      return `${formatDay(timestamp, zone)} – ${formatDayWithYear(lastInstant, zone)}`;
    case 'month':
      return formatMonth(timestamp, zone);
  }
}

/** The chart in a sentence, for those who do not see it. */
export function summarise(
  points: readonly ChartPoint[],
  currency: string,
  period: Period,
  { formatMoney, formatRate }: Formats,
): string {
  const busiest = points.reduce<ChartPoint | undefined>(
    (best, point) => (point.amount > (best?.amount ?? 0) ? point : best),
    undefined,
  );
  if (!busiest) return 'No volume in this range.';
  const rates = points.flatMap(({ successRate }) => (successRate === null ? [] : [successRate]));
  return [
    `Volume was highest ${period === 'hour' || period === 'day' ? 'on' : 'in'} ${busiest.title}: ${formatMoney(busiest.amount, currency)}.`,
    `Success rate between ${formatRate(Math.min(...rates))} and ${formatRate(Math.max(...rates))}.`,
  ].join(' ');
}

const STEPS = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];
const INTERVALS = 4;

/** Five round amounts from zero past the highest bar. Their labels are short and say them exactly. */
export function volumeTicks(points: readonly ChartPoint[]): number[] {
  const rough = Math.max(...points.map(({ amount }) => amount), 1) / INTERVALS;
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const factor = STEPS.find((step) => step * magnitude >= rough)!;
  return Array.from({ length: INTERVALS + 1 }, (_, tick) => tick * factor * magnitude);
}
