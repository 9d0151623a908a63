'use client';

import type { SkipToken } from '@reduxjs/toolkit/query/react';
import { useMemo } from 'react';
import type { RowOutcome } from './import-fields';
import { type RowsQuery, useListImportRowsInfiniteQuery } from './imports-api';

/** Rows that are loaded. Those of the check before stay, as `outdated`, until the new ones are there. */
export function useImportRows(query: RowsQuery | SkipToken, outcome: RowOutcome) {
  const list = useListImportRowsInfiniteQuery(query);
  const outdated = list.currentData === undefined;
  // Of another outcome they are other rows altogether.
  const same = list.data?.pages[0]?.items[0]?.outcome === outcome;
  const pages = (list.currentData ?? (same ? list.data : undefined))?.pages;
  const rows = useMemo(() => pages?.flatMap(({ items }) => items), [pages]);
  const { hasNextPage, fetchNextPage } = list;
  return {
    rows,
    total: pages?.[0]?.total ?? 0,
    listed: pages?.[0]?.listed ?? 0,
    outdated,
    error: list.error,
    loading: list.isFetching,
    loadingMore: list.isFetchingNextPage,
    more: hasNextPage && !outdated,
    loadMore: () => void fetchNextPage(),
    /** Every row that can be listed, the loaded ones and the others. */
    loadAll: async () => {
      let all = await fetchNextPage();
      while (all.hasNextPage && !all.isError) all = await fetchNextPage();
      return all.data?.pages.flatMap(({ items }) => items) ?? [];
    },
    refresh: () => void list.refetch(),
  };
}

export type ImportRows = ReturnType<typeof useImportRows>;
