import { type Interval, type Period, resolveRange, type TimeRange } from '@cashbeat/utils';
import type { Comparison } from './comparison';

/** What figures are asked for. The instants are found when the request is sent, not before. */
export interface AnalyticsQuery {
  range: TimeRange;
  zone: string;
  currency: string;
  method?: string;
  /** Absent: with nothing. */
  compare?: Comparison;
}

export interface TrendsQuery extends AnalyticsQuery {
  period: Period;
}

/** The instants that a query stands for right now. */
export function currentSpan({ range, zone }: AnalyticsQuery): Interval {
  return resolveRange(range, zone, Date.now());
}

export function analyticsParams(query: AnalyticsQuery) {
  const { zone, currency, method, compare } = query;
  return { ...currentSpan(query), tz: zone, currency, method, compare };
}
