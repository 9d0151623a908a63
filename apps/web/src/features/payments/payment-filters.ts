import { addDays, parseIsoDate, startOfLocalDate } from '@cashbeat/utils';

export const STATUSES = ['pending', 'completed', 'failed', 'refunded'] as const;
export const SORTS = ['-createdAt', 'createdAt', '-amount', 'amount'] as const;

/** What the list shows, as its address says it. Amounts and text stay as written. */
export interface PaymentFilters {
  firstDay?: string;
  lastDay?: string;
  method?: string;
  status?: string;
  currency?: string;
  minAmount?: string;
  maxAmount?: string;
  text?: string;
  sort: (typeof SORTS)[number];
}

const NAMES = {
  firstDay: 'from',
  lastDay: 'to',
  method: 'method',
  status: 'status',
  currency: 'currency',
  minAmount: 'min',
  maxAmount: 'max',
  text: 'q',
  sort: 'sort',
} as const satisfies Record<keyof PaymentFilters, string>;

const AMOUNT = /^\d{1,13}(\.\d{1,4})?$/;

export function readFilters(query: URLSearchParams): PaymentFilters {
  const read = (name: keyof PaymentFilters) => query.get(NAMES[name]) ?? undefined;
  const day = (text: string | undefined) => (text && parseIsoDate(text) ? text : undefined);
  const amount = (text: string | undefined) => (text && AMOUNT.test(text) ? text : undefined);
  return {
    firstDay: day(read('firstDay')),
    lastDay: day(read('lastDay')),
    method: read('method'),
    status: STATUSES.find((status) => status === read('status')),
    currency: read('currency'),
    minAmount: amount(read('minAmount')),
    maxAmount: amount(read('maxAmount')),
    text: read('text')?.slice(0, 100),
    sort: SORTS.find((sort) => sort === read('sort')) ?? '-createdAt',
  };
}

export function writeFilters(query: URLSearchParams, filters: PaymentFilters): URLSearchParams {
  const next = new URLSearchParams(query);
  for (const [field, name] of Object.entries(NAMES)) {
    const value = filters[field as keyof PaymentFilters];
    if (!value || (field === 'sort' && value === '-createdAt')) next.delete(name);
    else next.set(name, value);
  }
  return next;
}

/** A change that removes every filter and keeps the order. */
export const NO_FILTERS: Omit<PaymentFilters, 'sort'> = {
  firstDay: undefined,
  lastDay: undefined,
  method: undefined,
  status: undefined,
  currency: undefined,
  minAmount: undefined,
  maxAmount: undefined,
  text: undefined,
};

export function hasFilters({ sort: _sort, ...filters }: PaymentFilters): boolean {
  return Object.values(filters).some(Boolean);
}

/** Parameters of the API: whole local days become instants. */
export function filterParams(
  filters: PaymentFilters,
  zone: string,
): Record<string, string | undefined> {
  const first = filters.firstDay ? parseIsoDate(filters.firstDay) : undefined;
  const last = filters.lastDay ? parseIsoDate(filters.lastDay) : undefined;
  return {
    from: first && new Date(startOfLocalDate(first, zone)).toISOString(),
    to: last && new Date(startOfLocalDate(addDays(last, 1), zone)).toISOString(),
    method: filters.method,
    status: filters.status,
    currency: filters.currency,
    minAmount: filters.minAmount,
    maxAmount: filters.maxAmount,
    q: filters.text,
    sort: filters.sort,
  };
}
