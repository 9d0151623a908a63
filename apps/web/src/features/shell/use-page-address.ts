import { daysOf, resolveRange } from '@cashbeat/utils';
import { usePathname, useSearchParams } from 'next/navigation';
import { useGetOrganisationQuery } from '@/features/organisation/organisation-api';
import { readView } from '@/features/range/view';
import { useInBrowser } from './use-in-browser';

/** The address of the payments that a dashboard is about, as far as it chose anything. */
export function paymentsAddress(query: URLSearchParams, zone: string, now = Date.now()): string {
  const { range, currency, method } = readView(query);
  const next = new URLSearchParams();
  if (query.has('range')) {
    const { firstDay, lastDay } = daysOf(resolveRange(range, zone, now), zone);
    next.set('from', firstDay);
    next.set('to', lastDay);
  }
  if (method) next.set('method', method);
  if (currency) next.set('currency', currency);
  return next.size > 0 ? `/payments?${next}` : '/payments';
}

/** Where a link to a page leads from here: from the dashboard its choices come along. */
export function usePageAddress(href: string): string {
  const path = usePathname();
  const query = useSearchParams();
  const { data: organisation } = useGetOrganisationQuery();
  const inBrowser = useInBrowser();
  if (!inBrowser || !organisation || path !== '/' || href !== '/payments') return href;
  return paymentsAddress(new URLSearchParams(query), organisation.timeZone);
}
