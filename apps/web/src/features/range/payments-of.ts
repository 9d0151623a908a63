import { type Interval, rangeOf } from '@cashbeat/utils';
import { type PaymentFilters, paymentsAddress } from '@/features/payments/payment-filters';
import { type AnalyticsQuery, currentSpan } from './analytics-query';

/**
 * Where the payments are that figures are made of: the same currency and method, and the same days,
 * or the same instants where the days of the list, which are the organisation's, would be others.
 */
export function paymentsOf(
  query: AnalyticsQuery,
  organisationZone: string,
  further: Partial<PaymentFilters> = {},
  span: Interval = currentSpan(query),
): string {
  const range = rangeOf(span, organisationZone);
  return paymentsAddress({
    ...(range.preset === 'custom'
      ? { firstDay: range.firstDay, lastDay: range.lastDay }
      : { since: span.from, until: span.to }),
    currency: query.currency,
    method: query.method,
    ...further,
  });
}
