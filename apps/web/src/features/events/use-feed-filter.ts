'use client';

import { useMemo } from 'react';
import { type ChangeAddress, useAddressFilters } from '@/features/filters/use-address-filters';
import { useGetOrganisationQuery } from '@/features/organisation/organisation-api';
import { useView } from '@/features/range/use-view';
import {
  type FeedFilter,
  type OwnFilter,
  readFeedFilter,
  withinPage,
  writeFeedFilter,
} from './feed-filter';

export interface FeedFilters {
  /** What stands in the address. */
  own: OwnFilter;
  /** With what the page is narrowed to: it holds for the feed, too. */
  filter: FeedFilter;
  /** The page's method leaves the feed no choice of its own. */
  methodIsGiven: boolean;
  change: ChangeAddress<OwnFilter>;
}

export function useFeedFilter(): FeedFilters {
  const [own, change] = useAddressFilters(readFeedFilter, writeFeedFilter);
  const [{ method, currency }] = useView();
  const { data: organisation } = useGetOrganisationQuery();
  const defaultCurrency = organisation?.defaultCurrency;
  const filter = useMemo(
    () => withinPage(own, { method, currency }, defaultCurrency),
    [own, method, currency, defaultCurrency],
  );
  return { own, filter, methodIsGiven: method !== undefined, change };
}
