'use client';

import type { SkipToken } from '@reduxjs/toolkit/query/react';
import { skipToken } from '@reduxjs/toolkit/query/react';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { CustomerFilters } from './customer-filters';
import { useListCustomersInfiniteQuery } from './customers-api';

/**
 * The pages of the list that are loaded. While other filters or another order are on their way, what
 * was shown before stays, as `outdated`.
 */
export function useCustomerList(filters: CustomerFilters | SkipToken) {
  const list = useListCustomersInfiniteQuery(filters);
  const outdated = list.currentData === undefined;
  const kept = list.isFetching && filters !== skipToken ? list.data : undefined;
  const pages = (list.currentData ?? kept)?.pages;
  const customers = useMemo(() => pages?.flatMap((page) => page.items), [pages]);
  // The end may be reached while what is loaded is fetched anew, and nobody tells of it a second
  // time: kept is with how many pages more were wanted.
  const [wantedWith, setWantedWith] = useState(0);
  const { hasNextPage, isFetching, isError, fetchNextPage } = list;
  const wanted = !outdated && hasNextPage && wantedWith === pages?.length;
  useEffect(() => {
    if (wanted && !isFetching && !isError) void fetchNextPage();
  }, [wanted, isFetching, isError, fetchNextPage]);
  const count = pages?.length ?? 0;
  const loadMore = useCallback(() => setWantedWith(count), [count]);
  return {
    pages,
    customers,
    outdated,
    error: list.error,
    loading: list.isFetching,
    loadingMore: list.isFetchingNextPage,
    loadMore,
    refresh: () => void list.refetch(),
  };
}
