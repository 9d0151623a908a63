import type { ViewPage } from './views-api';

export const PAGE_PATHS: Record<ViewPage, string> = {
  dashboard: '/',
  payments: '/payments',
  customers: '/customers',
};

/** What is open over a page is no part of how it is looked at. */
const PASSING = /^(payment$|explain)/;

/** What a view keeps of an address, always written the same way, so that two can be compared. */
export function viewQuery(query: URLSearchParams): string {
  const kept = [...query].filter(([name]) => !PASSING.test(name));
  return new URLSearchParams(
    kept.toSorted(([one, left], [other, right]) =>
      one === other ? compare(left, right) : compare(one, other),
    ),
  ).toString();
}

export function isSameView(query: string, other: string): boolean {
  return viewQuery(new URLSearchParams(query)) === viewQuery(new URLSearchParams(other));
}

export function addressOfView(page: ViewPage, query: string): string {
  return query === '' ? PAGE_PATHS[page] : `${PAGE_PATHS[page]}?${query}`;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
