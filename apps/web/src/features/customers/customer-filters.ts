import type { CustomerStatus } from '@cashbeat/shared-types';
import { type Formats, parseIsoDate } from '@cashbeat/utils';

/** The most pressing first. */
export const STATUSES = [
  'overdue',
  'partial',
  'pending',
  'paid',
] as const satisfies readonly CustomerStatus[];

/** Customers that owe anything. */
export const OPEN: readonly CustomerStatus[] = ['overdue', 'partial', 'pending'];

/** What the API sorts by. */
export const SORT_KEYS = [
  'name',
  'externalId',
  'email',
  'outstandingAmount',
  'dueDate',
  'status',
  'openCharges',
  'agent',
  'tags',
  'lastPaymentAt',
  'createdAt',
] as const;
export type SortKey = (typeof SORT_KEYS)[number];
/** With a minus, the greatest first. */
export type Sort = SortKey | `-${SortKey}`;

export const DEFAULT_SORT: Sort = 'name';

/** In the place of a member: customers that nobody looks after. */
export const NOBODY = 'none';

/** What the list shows, as its address says it. Amounts and text stay as written. */
export interface CustomerFilters {
  text?: string;
  /** Any of these; in the order of `STATUSES`, never empty. */
  statuses?: readonly CustomerStatus[];
  /** Days of the calendar, both included. */
  dueFrom?: string;
  dueTo?: string;
  minAmount?: string;
  maxAmount?: string;
  currency?: string;
  /** Any of these members; `NOBODY` is one of them. */
  agents?: readonly string[];
  tags?: readonly string[];
  /** The deleted ones in the place of the others. */
  deleted?: true;
  sort: Sort;
}

const NAMES = {
  text: 'q',
  statuses: 'status',
  dueFrom: 'dueFrom',
  dueTo: 'dueTo',
  minAmount: 'min',
  maxAmount: 'max',
  currency: 'currency',
  agents: 'agent',
  tags: 'tag',
  deleted: 'deleted',
  sort: 'sort',
} as const satisfies Record<keyof CustomerFilters, string>;

/** What the API takes; anything else can match nothing, and no menu could show it. */
const AMOUNT = /^(?!0+(\.0+)?$)\d{1,13}(\.\d{1,4})?$/;
const CURRENCY = /^[A-Z]{3}$/;
const MAX_TEXT = 100;
const MAX_TAG = 40;
const MAX_AGENT = 64;

export function readFilters(query: URLSearchParams): CustomerFilters {
  const read = (name: keyof CustomerFilters) => query.get(NAMES[name]) ?? undefined;
  const day = (text: string | undefined) => (text && parseIsoDate(text) ? text : undefined);
  const formed = (text: string | undefined, form: RegExp) =>
    text && form.test(text) ? text : undefined;
  return {
    text: read('text')?.slice(0, MAX_TEXT),
    statuses: statusesOf(query.getAll(NAMES.statuses)),
    dueFrom: day(read('dueFrom')),
    dueTo: day(read('dueTo')),
    minAmount: formed(read('minAmount'), AMOUNT),
    maxAmount: formed(read('maxAmount'), AMOUNT),
    currency: formed(read('currency'), CURRENCY),
    agents: several(query.getAll(NAMES.agents), MAX_AGENT),
    tags: several(query.getAll(NAMES.tags), MAX_TAG),
    deleted: read('deleted') === 'true' || undefined,
    sort: sortOf(read('sort')),
  };
}

/** One parameter with commas or several parameters, as whoever wrote the link likes it. */
function statusesOf(given: readonly string[]): readonly CustomerStatus[] | undefined {
  const named = given.flatMap((text) => text.split(','));
  const known = STATUSES.filter((status) => named.includes(status));
  return known.length > 0 ? known : undefined;
}

function several(given: readonly string[], most: number): readonly string[] | undefined {
  const distinct = [...new Set(given.map((text) => text.trim()))];
  const usable = distinct.filter((text) => text !== '' && text.length <= most);
  return usable.length > 0 ? usable : undefined;
}

function sortOf(text = ''): Sort {
  const key = SORT_KEYS.find((known) => known === text.replace(/^-/, ''));
  if (key === undefined) return DEFAULT_SORT;
  return text.startsWith('-') ? `-${key}` : key;
}

export function writeFilters(query: URLSearchParams, filters: CustomerFilters): URLSearchParams {
  const next = new URLSearchParams(query);
  for (const [field, name] of Object.entries(NAMES)) {
    const value = filters[field as keyof CustomerFilters];
    next.delete(name);
    if (!value || (field === 'sort' && value === DEFAULT_SORT)) continue;
    for (const text of typeof value === 'object' ? value : [value]) next.append(name, String(text));
  }
  return next;
}

/** Where the customers are that such filters find. */
export function customersAddress(filters: Partial<CustomerFilters> = {}): string {
  const query = writeFilters(new URLSearchParams(), { sort: DEFAULT_SORT, ...filters }).toString();
  return query ? `/customers?${query}` : '/customers';
}

/** A change that removes every filter and keeps the order. */
export const NO_FILTERS: Omit<CustomerFilters, 'sort'> = {
  text: undefined,
  statuses: undefined,
  dueFrom: undefined,
  dueTo: undefined,
  minAmount: undefined,
  maxAmount: undefined,
  currency: undefined,
  agents: undefined,
  tags: undefined,
  deleted: undefined,
};

/** As people see them: a status and "deleted" are one menu. */
export function countFilters({ sort: _sort, statuses, deleted, ...others }: CustomerFilters) {
  return [...Object.values(others), statuses ?? deleted].filter(Boolean).length;
}

/** Why no customer can match, told at the field that has to change. */
export interface FilterFaults {
  days?: string;
  amounts?: string;
}

export function filterFaults(
  { dueFrom, dueTo, minAmount, maxAmount }: CustomerFilters,
  currency: string,
  { readAmount, spellAmount }: Formats,
): FilterFaults {
  const [low, high] = [minAmount, maxAmount].map(
    (text) => text && readAmount(spellAmount(text), currency),
  );
  const swapped = low && high && low.amount! > high.amount!;
  const amounts =
    (low && low.fault) ||
    (high && high.fault) ||
    (swapped ? 'The least amount is above the most.' : undefined);
  return {
    ...(dueFrom && dueTo && dueFrom > dueTo && { days: 'The first day is after the last.' }),
    ...(amounts && { amounts }),
  };
}

/** Parameters of the API. */
export function filterParams(
  filters: CustomerFilters,
): Record<string, string | readonly string[] | undefined> {
  return {
    q: filters.text,
    status: filters.statuses,
    dueFrom: filters.dueFrom,
    dueTo: filters.dueTo,
    minAmount: filters.minAmount,
    maxAmount: filters.maxAmount,
    currency: filters.currency,
    agentId: filters.agents,
    tag: filters.tags,
    deleted: filters.deleted && 'true',
    sort: filters.sort,
  };
}
