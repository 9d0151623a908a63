import type { TrendData } from '@cashbeat/shared-types';
import type { Formats, Period } from '@cashbeat/utils';
import { attemptsOf } from '@/features/metrics/metric-tiles';

export interface ChartPoint {
  timestamp: string;
  end: string;
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
  /** The same place in the compared period. */
  previous: { title: string; amount: number; successRate: number | null } | null;
  /** Where its history expects the bucket. */
  expected: TrendData['expected'];
  anomaly: TrendData['anomaly'];
}

export function chartPoints(
  trends: readonly TrendData[],
  period: Period,
  zone: string,
  formats: Formats,
): ChartPoint[] {
  // A line along zero says nothing of a time from which there are no payments.
  const compared = trends.some(({ previous }) => previous && previous.count > 0);
  return trends.map((bucket) => ({
    timestamp: bucket.timestamp,
    end: bucket.end,
    label: formats[LABEL[period]](bucket.timestamp, zone),
    title: titleOf(bucket, period, zone, formats),
    amount: bucket.amount,
    successRate: attemptsOf(bucket) > 0 ? bucket.successRate : null,
    count: bucket.count,
    failedCount: bucket.failedCount,
    refundedVolume: bucket.refundedVolume,
    complete: bucket.complete,
    previous: compared ? previousOf(bucket, period, zone, formats) : null,
    expected: bucket.expected,
    anomaly: bucket.anomaly,
  }));
}

function previousOf(
  { previous }: TrendData,
  period: Period,
  zone: string,
  formats: Formats,
): ChartPoint['previous'] {
  return (
    previous && {
      title: titleOf(previous, period, zone, formats),
      amount: previous.amount,
      successRate: previous.attempts > 0 ? previous.successRate : null,
    }
  );
}

const LABEL = {
  hour: 'formatHourOfDay',
  day: 'formatDay',
  week: 'formatDay',
  month: 'formatMonth',
} as const satisfies Record<Period, keyof Formats>;

function titleOf(
  { timestamp, end }: Pick<TrendData, 'timestamp' | 'end'>,
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

/** How far a band may stretch the axis beyond what happened. */
const BAND_ROOM = 1.5;

/**
 * Five round amounts from zero past the highest bar, the bars compared with, and the expected band.
 * Their labels are short and say them exactly.
 */
export function volumeTicks(points: readonly ChartPoint[]): number[] {
  const seen = points.flatMap(({ amount, previous }) => [amount, previous?.amount ?? 0]);
  const highest = Math.max(...seen, 1);
  const expected = Math.max(...points.map((point) => point.expected?.volume.high ?? 0));
  const rough = Math.max(highest, Math.min(expected, BAND_ROOM * highest)) / INTERVALS;
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const factor = STEPS.find((step) => step * magnitude >= rough)!;
  return Array.from({ length: INTERVALS + 1 }, (_, tick) => tick * factor * magnitude);
}

/** A bucket read out, as short as one can listen to while walking through many. */
export function spoken(
  { title, amount, successRate, complete, previous, anomaly }: ChartPoint,
  currency: string,
  { formatMoney, formatRate }: Formats,
): string {
  return [
    `${title}${complete ? '' : ', not whole'}: ${formatMoney(amount, currency)}`,
    successRate === null ? 'no attempts' : `${formatRate(successRate)} succeeded`,
    ...(previous ? [`${formatMoney(previous.amount, currency)} before`] : []),
    ...(anomaly ? [`unusual. ${anomaly.reason}`] : []),
  ].join(', ');
}
