import { type Period, resolveRange, type TimeRange } from '@cashbeat/utils';

/** What figures are asked for. The instants are found when the request is sent, not before. */
export interface AnalyticsQuery {
  range: TimeRange;
  zone: string;
  currency: string;
  method?: string;
}

export interface TrendsQuery extends AnalyticsQuery {
  period: Period;
}

export function analyticsParams({ range, zone, currency, method }: AnalyticsQuery) {
  return { ...resolveRange(range, zone, Date.now()), tz: zone, currency, method };
}
