import type { SequencedEvent } from '@cashbeat/shared-types';
import { EVENT_FILTERS, type EventFilter, matches } from '@/features/payments/event-style';

/** What the feed shows, as the address says it; method and currency may be the page's. */
export interface FeedFilter {
  kind: EventFilter;
  method?: string;
  currency?: string;
  /** In major units of `currency`. */
  minAmount?: string;
  customer?: string;
  text?: string;
}

/** The part of the filter that is the feed's own. */
export type OwnFilter = Omit<FeedFilter, 'currency'>;

/**
 * The feed's own filter within what the page is narrowed to.
 *
 * An amount is of one currency: with a least one, events of others are not shown.
 */
export function withinPage(
  own: OwnFilter,
  page: Pick<FeedFilter, 'method' | 'currency'>,
  defaultCurrency: string | undefined,
): FeedFilter {
  const counted = own.minAmount === undefined ? undefined : defaultCurrency;
  return { ...own, method: page.method ?? own.method, currency: page.currency ?? counted };
}

const NAMES = {
  kind: 'feed',
  method: 'feedMethod',
  minAmount: 'feedMin',
  customer: 'feedCustomer',
  text: 'feedSearch',
} as const satisfies Record<keyof OwnFilter, string>;

export const NO_FEED_FILTER: OwnFilter = {
  kind: 'all',
  method: undefined,
  minAmount: undefined,
  customer: undefined,
  text: undefined,
};

export function readFeedFilter(query: URLSearchParams): OwnFilter {
  const read = (name: keyof OwnFilter) => query.get(NAMES[name]) || undefined;
  const minAmount = read('minAmount');
  return {
    kind: EVENT_FILTERS.find(({ value }) => value === read('kind'))?.value ?? 'all',
    method: read('method')?.slice(0, 32),
    minAmount: minAmount && /^\d{1,13}(\.\d{1,4})?$/.test(minAmount) ? minAmount : undefined,
    customer: read('customer')?.slice(0, 128),
    text: read('text')?.slice(0, 100),
  };
}

export function writeFeedFilter(query: URLSearchParams, filter: OwnFilter): URLSearchParams {
  const next = new URLSearchParams(query);
  for (const [field, name] of Object.entries(NAMES)) {
    const value = filter[field as keyof OwnFilter];
    if (!value || value === 'all') next.delete(name);
    else next.set(name, value);
  }
  return next;
}

/** How many filters are set behind the button: kind and search are in sight. */
export function countHidden({ method, minAmount, customer }: OwnFilter): number {
  return [method, minAmount, customer].filter(Boolean).length;
}

/** Whether an event passes the filter; made once for many events. */
export function shownBy(filter: FeedFilter): (event: SequencedEvent) => boolean {
  const { kind, method, currency, minAmount } = filter;
  const least = minAmount === undefined ? -Infinity : Number(minAmount);
  const customer = filter.customer?.trim().toLowerCase();
  const text = filter.text?.trim().toLowerCase();
  return (event) => {
    const { payment } = event;
    return (
      matches(kind, event) &&
      (method === undefined || payment.method === method) &&
      (currency === undefined || payment.currency === currency) &&
      payment.amount >= least &&
      (!customer || has(payment.customerId, customer)) &&
      (!text ||
        has(payment.id, text) ||
        has(payment.externalId, text) ||
        has(payment.customerId, text) ||
        has(payment.description, text))
    );
  };
}

function has(field: string | null | undefined, text: string): boolean {
  return field?.toLowerCase().includes(text) ?? false;
}

/** Method and currency of a filter in words: "Card, all currencies". */
export function scopeOf(
  { method, currency }: Pick<FeedFilter, 'method' | 'currency'>,
  methodName: (code: string) => string,
): string {
  if (method === undefined && currency === undefined) return 'All methods and currencies';
  return [
    method === undefined ? 'All methods' : methodName(method),
    currency ?? 'all currencies',
  ].join(', ');
}
