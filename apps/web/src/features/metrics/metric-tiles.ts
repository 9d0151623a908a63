import type { MetricFigures, PaymentMetrics } from '@cashbeat/shared-types';
import type { Change, StatTileProps } from '@cashbeat/ui';
import type { Formats } from '@cashbeat/utils';
import { type PaymentFilters, SUCCEEDED } from '@/features/payments/payment-filters';

interface Comparison {
  /** What the figures are compared with; undefined: with nothing. */
  against?: string;
  formats: Formats;
}

export interface TileContext extends Comparison {
  /** The one method that the figures are about. */
  method?: string;
  methodName: (code: string) => string;
}

export interface MetricTile extends Omit<StatTileProps, 'stale' | 'link' | 'drawing'> {
  testId: string;
  /** Which payments are behind it, and their name; undefined: all of them. */
  behind?: { name: string; filters: Partial<PaymentFilters> };
}

export const TILE_LABELS = [
  'Total volume',
  'Success rate',
  'Average amount',
  'Refunds',
  'Active methods',
  'Peak hour',
] as const;

const NONE = '–';
const OF_VOLUME = { name: 'succeeded payments', filters: { statuses: SUCCEEDED } };

/** The six tiles in words. Every figure is the API's; here it is only written down. */
export function metricTiles(metrics: PaymentMetrics, context: TileContext): MetricTile[] {
  const { formatClock, formatCount, formatMoney, formatRate, formatHour } = context.formats;
  const { previous, currency } = metrics;
  const comparable = previous.count > 0;
  const change = (made: (against: string) => Change): Change | undefined => {
    if (context.against === undefined) return undefined;
    return comparable ? made(context.against) : { ...flat('No payments'), against: 'before' };
  };
  const attempts = attemptsOf(metrics);
  const succeeded = metrics.completedCount + metrics.refundedCount;
  const asOf = `As of ${formatClock(metrics.asOf, metrics.timeZone)}.`;
  const basis = (count: number, noun: string) =>
    `From ${formatCount(count)} ${plural(count, noun)}. ${asOf}`;

  return [
    {
      testId: 'tile-total-volume',
      label: 'Total volume',
      definition: `Sum of payments that succeeded, refunded ones included, in one currency. ${basis(succeeded, 'payment')}`,
      value: formatMoney(metrics.totalVolume, currency, 'compact'),
      exact: formatMoney(metrics.totalVolume, currency),
      change: change((against) =>
        relative(metrics.totalVolume, previous.totalVolume, 'good', { ...context, against }),
      ),
      sample:
        metrics.refundedVolume > 0
          ? `${formatMoney(metrics.netVolume, currency, 'compact')} after refunds`
          : `${formatCount(succeeded)} ${plural(succeeded, 'payment')}`,
      behind: OF_VOLUME,
    },
    {
      testId: 'tile-success-rate',
      label: 'Success rate',
      definition: `Succeeded ÷ (succeeded + failed). A pending payment is no attempt yet. ${basis(attempts, 'attempt')}`,
      value: attempts > 0 ? formatRate(metrics.successRate) : NONE,
      change: change((against) => points(metrics, previous, { ...context, against })),
      sample: `${formatCount(metrics.failedCount)} of ${formatCount(attempts)} failed`,
      behind: { name: 'failed payments', filters: { statuses: ['failed'] } },
    },
    {
      testId: 'tile-average-amount',
      label: 'Average amount',
      definition: `Total volume ÷ number of succeeded payments. ${basis(succeeded, 'payment')}`,
      value: succeeded > 0 ? formatMoney(metrics.averageAmount, currency) : NONE,
      change: change((against) =>
        relative(metrics.averageAmount, previous.averageAmount, 'neutral', { ...context, against }),
      ),
      sample: `${formatCount(succeeded)} succeeded`,
      behind: OF_VOLUME,
    },
    {
      testId: 'tile-refunds',
      label: 'Refunds',
      definition: `Given back of the payments of the range, in part or whole. The rate is refunded ÷ total volume. ${basis(succeeded, 'payment')}`,
      value: formatMoney(metrics.refundedVolume, currency, 'compact'),
      exact: formatMoney(metrics.refundedVolume, currency),
      change: change((against) =>
        relative(metrics.refundedVolume, previous.refundedVolume, 'bad', { ...context, against }),
      ),
      sample: `${formatRate(metrics.refundRate)} of volume, ${formatCount(metrics.refundedCount)} ${plural(metrics.refundedCount, 'payment')} in full`,
      behind: { name: 'payments with refunds', filters: { refunded: true } },
    },
    {
      testId: 'tile-active-methods',
      label: 'Active methods',
      definition: `Payment methods with at least one payment in the range. ${basis(metrics.count, 'payment')}`,
      value: formatCount(metrics.activeMethods),
      change: change((against) =>
        difference(metrics.activeMethods, previous.activeMethods, { ...context, against }),
      ),
      sample: leaderOf(metrics, context),
    },
    {
      testId: 'tile-peak-hour',
      label: 'Peak hour',
      definition: `The hour of the day with the most payments begins then, local time in ${metrics.timeZone}; the earliest on a tie. ${basis(metrics.count, 'payment')}`,
      value: metrics.count > 0 ? formatHour(metrics.peakHour) : NONE,
      change: change((against) =>
        peak(metrics.peakHour, previous.peakHour, { ...context, against }),
      ),
      sample: peakOf(metrics, context),
    },
  ];
}

function peakOf({ count, hours, peakHour }: PaymentMetrics, { formats }: TileContext): string {
  if (count === 0) return 'No payments';
  const most = hours[peakHour] ?? 0;
  return `With ${formats.formatCount(most)} ${plural(most, 'payment')}`;
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

type Rising = 'good' | 'bad' | 'neutral';

export function relative(
  now: number,
  before: number,
  risingIs: Rising,
  { against, formats }: Required<Comparison>,
): Change {
  if (before === 0) return { ...flat('Nothing before'), against: '' };
  return signed((now - before) / before, formats.formatChange, risingIs, against);
}

function points(
  now: MetricFigures,
  before: MetricFigures,
  { against, formats }: Required<Comparison>,
): Change {
  if (attemptsOf(before) === 0) return { ...flat('No attempts before'), against: '' };
  return signed(now.successRate - before.successRate, formats.formatPoints, 'good', against);
}

function difference(
  now: number,
  before: number,
  { against, formats }: Required<Comparison>,
): Change {
  return signed(now - before, formats.formatSigned, 'neutral', against);
}

function peak(now: number, before: number, { against, formats }: Required<Comparison>): Change {
  if (now === before) return { ...flat('No change'), against };
  return { ...flat(`Was ${formats.formatHour(before)}`), against: 'before' };
}

function signed(
  amount: number,
  format: (amount: number) => string,
  risingIs: Rising,
  against: string,
): Change {
  const text = format(amount);
  if (/^[^1-9]*$/.test(text)) return { ...flat('No change'), against };
  const rising = amount > 0;
  const sentiment =
    risingIs === 'neutral' ? 'neutral' : rising === (risingIs === 'good') ? 'good' : 'bad';
  return { direction: rising ? 'up' : 'down', sentiment, text, against };
}

function flat(text: string): Omit<Change, 'against'> {
  return { direction: 'flat', sentiment: 'neutral', text };
}

function plural(count: number, noun: string): string {
  return count === 1 ? noun : `${noun}s`;
}
