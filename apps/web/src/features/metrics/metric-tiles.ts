import type { MetricFigures, PaymentMetrics } from '@cashbeat/shared-types';
import type { Change, StatTileProps } from '@cashbeat/ui';
import type { Formats } from '@cashbeat/utils';

interface Comparison {
  /** What the figures are compared with. */
  against: string;
  formats: Formats;
}

export interface TileContext extends Comparison {
  /** The one method that the figures are about. */
  method?: string;
  methodName: (code: string) => string;
}

export type MetricTile = Omit<StatTileProps, 'stale'> & { testId: string };

export const TILE_LABELS = [
  'Total volume',
  'Success rate',
  'Average amount',
  'Active methods',
  'Peak hour',
] as const;

const NONE = '–';

/** The five tiles in words. Every figure is the API's; here it is only written down. */
export function metricTiles(metrics: PaymentMetrics, context: TileContext): MetricTile[] {
  const { formatCount, formatMoney, formatRate, formatHour } = context.formats;
  const { previous, currency } = metrics;
  const comparable = previous.count > 0;
  const change = (made: () => Change): Change | undefined =>
    comparable ? made() : { ...flat('No payments'), against: 'before' };
  const attempts = attemptsOf(metrics);
  const succeeded = metrics.completedCount + metrics.refundedCount;

  return [
    {
      testId: 'tile-total-volume',
      label: 'Total volume',
      definition:
        'Sum of payments that succeeded, refunded ones included, in one currency. Refunds stand beside it.',
      value: formatMoney(metrics.totalVolume, currency, 'compact'),
      exact: formatMoney(metrics.totalVolume, currency),
      change: change(() => relative(metrics.totalVolume, previous.totalVolume, 'good', context)),
      sample:
        metrics.refundedVolume > 0
          ? `${formatMoney(metrics.refundedVolume, currency, 'compact')} refunded`
          : `${formatCount(metrics.count)} ${plural(metrics.count, 'payment')}`,
    },
    {
      testId: 'tile-success-rate',
      label: 'Success rate',
      definition: 'Succeeded ÷ (succeeded + failed). A pending payment is no attempt yet.',
      value: attempts > 0 ? formatRate(metrics.successRate) : NONE,
      change: change(() => points(metrics, previous, context)),
      sample: `${formatCount(metrics.failedCount)} of ${formatCount(attempts)} failed`,
    },
    {
      testId: 'tile-average-amount',
      label: 'Average amount',
      definition: 'Total volume ÷ number of succeeded payments.',
      value: succeeded > 0 ? formatMoney(metrics.averageAmount, currency) : NONE,
      change: change(() =>
        relative(metrics.averageAmount, previous.averageAmount, 'neutral', context),
      ),
      sample: `${formatCount(succeeded)} succeeded`,
    },
    {
      testId: 'tile-active-methods',
      label: 'Active methods',
      definition: 'Payment methods with at least one payment in the range.',
      value: formatCount(metrics.activeMethods),
      change: change(() => difference(metrics.activeMethods, previous.activeMethods, context)),
      sample: leaderOf(metrics, context),
    },
    {
      testId: 'tile-peak-hour',
      label: 'Peak hour',
      definition: `The hour of the day with the most payments begins then, local time in ${metrics.timeZone}; the earliest on a tie.`,
      value: metrics.count > 0 ? formatHour(metrics.peakHour) : NONE,
      change: change(() => peak(metrics.peakHour, previous.peakHour, context)),
      sample:
        metrics.count > 0
          ? `Of all ${formatCount(metrics.count)} ${plural(metrics.count, 'payment')}`
          : 'No payments',
    },
  ];
}

function leaderOf(
  { topPaymentMethod }: PaymentMetrics,
  { method, methodName }: TileContext,
): string {
  if (method !== undefined) return `${methodName(method)} only`;
  return topPaymentMethod ? `${methodName(topPaymentMethod)} leads by volume` : 'No volume yet';
}

/** Payments that succeeded or failed: what the success rate stands on. */
export function attemptsOf(
  figures: Pick<MetricFigures, 'completedCount' | 'refundedCount' | 'failedCount'>,
): number {
  return figures.completedCount + figures.refundedCount + figures.failedCount;
}

function relative(
  now: number,
  before: number,
  risingIs: 'good' | 'neutral',
  { against, formats }: Comparison,
): Change {
  if (before === 0) return { ...flat('Nothing before'), against: '' };
  return signed((now - before) / before, formats.formatChange, risingIs, against);
}

function points(
  now: MetricFigures,
  before: MetricFigures,
  { against, formats }: Comparison,
): Change {
  if (attemptsOf(before) === 0) return { ...flat('No attempts before'), against: '' };
  return signed(now.successRate - before.successRate, formats.formatPoints, 'good', against);
}

function difference(now: number, before: number, { against, formats }: Comparison): Change {
  return signed(now - before, formats.formatSigned, 'neutral', against);
}

function peak(now: number, before: number, { against, formats }: Comparison): Change {
  if (now === before) return { ...flat('No change'), against };
  return { ...flat(`Was ${formats.formatHour(before)}`), against: 'before' };
}

function signed(
  amount: number,
  format: (amount: number) => string,
  risingIs: 'good' | 'neutral',
  against: string,
): Change {
  const text = format(amount);
  if (/^[^1-9]*$/.test(text)) return { ...flat('No change'), against };
  const rising = amount > 0;
  const sentiment = risingIs === 'neutral' ? 'neutral' : rising ? 'good' : 'bad';
  return { direction: rising ? 'up' : 'down', sentiment, text, against };
}

function flat(text: string): Omit<Change, 'against'> {
  return { direction: 'flat', sentiment: 'neutral', text };
}

function plural(count: number, noun: string): string {
  return count === 1 ? noun : `${noun}s`;
}
