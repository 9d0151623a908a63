import { addDays, exactRange, type Formats, parseIsoDate, startOfLocalDate } from '@cashbeat/utils';

export const STATUSES = ['pending', 'completed', 'failed', 'refunded'] as const;
export type Status = (typeof STATUSES)[number];

/** Payments that volume and average amount are made of, refunded ones included. */
export const SUCCEEDED: readonly Status[] = ['completed', 'refunded'];

/** What the success rate stands on. */
export const ATTEMPTED: readonly Status[] = ['completed', 'failed', 'refunded'];

export const SORTS = ['-createdAt', 'createdAt', '-amount', 'amount'] as const;

/** What the list shows, as its address says it. Amounts and text stay as written. */
export interface PaymentFilters {
  firstDay?: string;
  lastDay?: string;
  /** An exact span in the place of days, ISO 8601, half-open: what a part of a chart stands for. */
  since?: string;
  until?: string;
  method?: string;
  /** Any of these; in the order of `STATUSES`, never empty. */
  statuses?: readonly Status[];
  /** Only those of which anything was given back, in part or whole. */
  refunded?: true;
  currency?: string;
  minAmount?: string;
  maxAmount?: string;
  failureCode?: string;
  customer?: string;
  text?: string;
  sort: (typeof SORTS)[number];
}

const NAMES = {
  firstDay: 'from',
  lastDay: 'to',
  since: 'since',
  until: 'until',
  method: 'method',
  statuses: 'status',
  refunded: 'refunded',
  currency: 'currency',
  minAmount: 'min',
  maxAmount: 'max',
  failureCode: 'failure',
  customer: 'customer',
  text: 'q',
  sort: 'sort',
} as const satisfies Record<keyof PaymentFilters, string>;

/** What the API takes; anything else can match nothing, and no menu could show it. */
const AMOUNT = /^(?!0+(\.0+)?$)\d{1,13}(\.\d{1,4})?$/;
const METHOD = /^[a-z][a-z0-9_]{0,31}$/;
const CURRENCY = /^[A-Z]{3}$/;
const CODE = /^[a-z][a-z0-9_]{0,63}$/;
const MAX_CUSTOMER = 128;

export function readFilters(query: URLSearchParams): PaymentFilters {
  const read = (name: keyof PaymentFilters) => query.get(NAMES[name]) ?? undefined;
  const day = (text: string | undefined) => (text && parseIsoDate(text) ? text : undefined);
  const formed = (text: string | undefined, form: RegExp) =>
    text && form.test(text) ? text : undefined;
  const days = { firstDay: day(read('firstDay')), lastDay: day(read('lastDay')) };
  return {
    ...days,
    ...(days.firstDay || days.lastDay ? {} : spanOf(read('since'), read('until'))),
    method: formed(read('method'), METHOD),
    statuses: statusesOf(query.getAll(NAMES.statuses)),
    refunded: read('refunded') === 'true' || undefined,
    currency: formed(read('currency'), CURRENCY),
    minAmount: formed(read('minAmount'), AMOUNT),
    maxAmount: formed(read('maxAmount'), AMOUNT),
    failureCode: formed(read('failureCode'), CODE),
    customer: read('customer')?.slice(0, MAX_CUSTOMER),
    text: read('text')?.slice(0, 100),
    sort: SORTS.find((sort) => sort === read('sort')) ?? '-createdAt',
  };
}

/** One parameter with commas or several parameters, as whoever wrote the link likes it. */
function statusesOf(given: readonly string[]): readonly Status[] | undefined {
  const named = given.flatMap((text) => text.split(','));
  const known = STATUSES.filter((status) => named.includes(status));
  return known.length > 0 ? known : undefined;
}

function spanOf(since?: string, until?: string): Pick<PaymentFilters, 'since' | 'until'> {
  const span = since && until && exactRange(since, until);
  return span && span.preset === 'exact' ? { since: span.from, until: span.to } : {};
}

export function writeFilters(query: URLSearchParams, filters: PaymentFilters): URLSearchParams {
  const next = new URLSearchParams(query);
  for (const [field, name] of Object.entries(NAMES)) {
    const value = filters[field as keyof PaymentFilters];
    next.delete(name);
    if (!value || (field === 'sort' && value === '-createdAt')) continue;
    for (const text of typeof value === 'object' ? value : [value]) next.append(name, String(text));
  }
  return next;
}

/** Where the payments are that such filters find. */
export function paymentsAddress(filters: Partial<PaymentFilters>): string {
  const query = writeFilters(new URLSearchParams(), { sort: '-createdAt', ...filters }).toString();
  return query ? `/payments?${query}` : '/payments';
}

/** A change that removes every filter and keeps the order. */
export const NO_FILTERS: Omit<PaymentFilters, 'sort'> = {
  firstDay: undefined,
  lastDay: undefined,
  since: undefined,
  until: undefined,
  method: undefined,
  statuses: undefined,
  refunded: undefined,
  currency: undefined,
  minAmount: undefined,
  maxAmount: undefined,
  failureCode: undefined,
  customer: undefined,
  text: undefined,
};

/** As people see them: both ends of a span are one, and so are a status and its refunds. */
export function countFilters(given: PaymentFilters): number {
  const { sort: _sort, until: _end, statuses, refunded, ...others } = given;
  return [...Object.values(others), statuses ?? refunded].filter(Boolean).length;
}

/** Why no payment can match, told at the field that has to change. */
export interface FilterFaults {
  days?: string;
  amounts?: string;
}

export function filterFaults(
  filters: PaymentFilters,
  currency: string,
  formats: Formats,
): FilterFaults {
  const { firstDay, lastDay } = filters;
  return {
    ...(firstDay && lastDay && firstDay > lastDay && { days: 'The first day is after the last.' }),
    ...amountFault(filters, currency, formats),
  };
}

function amountFault(
  { minAmount, maxAmount }: PaymentFilters,
  currency: string,
  { readAmount, spellAmount }: Formats,
): FilterFaults {
  const [low, high] = [minAmount, maxAmount].map(
    (text) => text && readAmount(spellAmount(text), currency),
  );
  const fault = (low && low.fault) || (high && high.fault);
  if (fault) return { amounts: fault };
  const swapped = low && high && low.amount! > high.amount!;
  return swapped ? { amounts: 'The least amount is above the most.' } : {};
}

/** The instants that bound the list: whole local days have theirs, and go before an exact span. */
export function instantsOf(filters: PaymentFilters, zone: string): { from?: string; to?: string } {
  const first = filters.firstDay ? parseIsoDate(filters.firstDay) : undefined;
  const last = filters.lastDay ? parseIsoDate(filters.lastDay) : undefined;
  return {
    from: first ? new Date(startOfLocalDate(first, zone)).toISOString() : filters.since,
    to: last ? new Date(startOfLocalDate(addDays(last, 1), zone)).toISOString() : filters.until,
  };
}

/** Parameters of the API. */
export function filterParams(
  filters: PaymentFilters,
  zone: string,
): Record<string, string | readonly string[] | undefined> {
  return {
    ...instantsOf(filters, zone),
    method: filters.method,
    status: filters.statuses,
    refunded: filters.refunded && 'true',
    currency: filters.currency,
    minAmount: filters.minAmount,
    maxAmount: filters.maxAmount,
    failureCode: filters.failureCode,
    customerId: filters.customer,
    q: filters.text,
    sort: filters.sort,
  };
}
