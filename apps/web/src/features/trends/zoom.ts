import { defaultPeriod, type Interval, type Period, PERIODS, rangeOf } from '@cashbeat/utils';
import type { ViewPoint } from '@/features/range/address-range';
import { currentSpan, type TrendsQuery } from '@/features/range/analytics-query';
import type { View } from '@/features/range/view';

/** A bucket on the axis of time, half-open. */
interface Bucket {
  timestamp: string;
  end: string;
}

/** What a bucket is made of. An hour is the finest: below it there are payments. */
export const FINER: Record<Period, Period | undefined> = {
  month: 'day',
  week: 'day',
  day: 'hour',
  hour: undefined,
};

/** The part of the range that neighbouring buckets stand for; the outer ones may be cut by it. */
export function spanOfBuckets(first: Bucket, last: Bucket, { from, to }: Interval): Interval {
  const [start, end] = [
    Math.max(Date.parse(first.timestamp), Date.parse(from)),
    Math.min(Date.parse(last.end), Date.parse(to)),
  ];
  return { from: new Date(start).toISOString(), to: new Date(end).toISOString() };
}

/** The view of some buckets alone, finer where few are left. The way back comes along. */
export function zoomedView(
  buckets: readonly [first: Bucket, last: Bucket],
  query: TrendsQuery,
  { range, period, trail = [] }: ViewPoint & Pick<View, 'trail'>,
): Partial<View> {
  const [first, last] = buckets;
  const span = spanOfBuckets(first, last, currentSpan(query));
  const suited = first === last ? (FINER[query.period] ?? query.period) : defaultPeriod(span);
  return {
    range: rangeOf(span, query.zone),
    period: finest(suited, query.period),
    trail: [...trail, { range, period }],
  };
}

/** The view before the last `steps` zooms. */
export function zoomedOutView(trail: readonly ViewPoint[], steps = 1): Partial<View> {
  const depth = Math.max(0, trail.length - steps);
  const point = trail[depth];
  return point ? { range: point.range, period: point.period, trail: trail.slice(0, depth) } : {};
}

function finest(...periods: Period[]): Period {
  return PERIODS.find((period) => periods.includes(period))!;
}
