import type { SequencedEvent } from '@cashbeat/shared-types';
import { type EventFilter, matches } from '@/features/payments/event-style';

/** What the feed shows: a kind of events, and the method and currency that the page has chosen. */
export interface FeedFilter {
  kind: EventFilter;
  method?: string;
  currency?: string;
}

export function isShown({ kind, method, currency }: FeedFilter, event: SequencedEvent): boolean {
  const { payment } = event;
  return (
    matches(kind, event) &&
    (method === undefined || payment.method === method) &&
    (currency === undefined || payment.currency === currency)
  );
}

/** Method and currency of a filter in words: "Card, all currencies". */
export function scopeOf(
  { method, currency }: Omit<FeedFilter, 'kind'>,
  methodName: (code: string) => string,
): string {
  if (method === undefined && currency === undefined) return 'All methods and currencies';
  return [
    method === undefined ? 'All methods' : methodName(method),
    currency ?? 'all currencies',
  ].join(', ');
}
