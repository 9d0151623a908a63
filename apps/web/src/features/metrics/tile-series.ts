import type { TrendData } from '@cashbeat/shared-types';
import { attemptsOf } from './metric-tiles';

/** What the sparklines of the tiles show; null is a bucket without such a figure. */
export type TileSeries = Partial<Record<string, readonly (number | null)[]>>;

/**
 * The course of each figure over the buckets of the chart. A bucket that still runs is left out:
 * its part of a sum looks like a fall.
 */
export function tileSeries(trends: readonly TrendData[]): TileSeries {
  const whole = trends.filter(({ complete }) => complete);
  if (whole.length < 2) return {};
  const of = (figure: (bucket: TrendData) => number | null) => whole.map(figure);
  return {
    'tile-total-volume': of(({ amount }) => amount),
    'tile-success-rate': of((bucket) => (attemptsOf(bucket) > 0 ? bucket.successRate : null)),
    'tile-average-amount': of((bucket) =>
      bucket.completedCount + bucket.refundedCount > 0 ? bucket.averageAmount : null,
    ),
    'tile-refunds': of(({ refundedVolume }) => refundedVolume),
    'tile-active-methods': of(({ activeMethods }) => activeMethods),
  };
}
