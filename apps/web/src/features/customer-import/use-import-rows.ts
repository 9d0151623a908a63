'use client';

import type { SkipToken } from '@reduxjs/toolkit/query/react';
import { useMemo, useState } from 'react';
import type { RowOutcome } from './import-fields';
import { type RowsQuery, useListImportRowsInfiniteQuery } from './imports-api';

/** Rows that are drawn at first, and more with each wish for more: a thousand take long to draw. */
const STEP = 100;

/** Rows that are loaded. Those of the check before stay, as `outdated`, until the new ones are there. */
export function useImportRows(query: RowsQuery | SkipToken, outcome: RowOutcome) {
  const list = useListImportRowsInfiniteQuery(query);
  const outdated = list.currentData === undefined;
  // Of another outcome they are other rows altogether.
  const same = list.data?.pages[0]?.items[0]?.outcome === outcome;
  const pages = (list.currentData ?? (same ? list.data : undefined))?.pages;
  const rows = useMemo(() => pages?.flatMap(({ items }) => items), [pages]);
  const [drawn, setDrawn] = useState({ outcome, most: STEP });
  const most = drawn.outcome === outcome ? drawn.most : STEP;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const loaded = rows?.length ?? 0;
  return {
    rows,
    /** So many of them are to be drawn. */
    most,
    total: pages?.[0]?.total ?? 0,
    listed: pages?.[0]?.listed ?? 0,
    outdated,
    error: list.error,
    loading: list.isFetching,
    loadingMore: isFetchingNextPage,
    /** There are rows that are not loaded yet. */
    more: hasNextPage && !outdated,
    showMore: () => {
      setDrawn({ outcome, most: most + STEP });
      if (hasNextPage && !isFetchingNextPage && most + STEP > loaded) void fetchNextPage();
    },
    /** Loads every row that can be listed. */
    loadAll: async () => {
      let all = await fetchNextPage();
      while (all.hasNextPage && !all.isError) all = await fetchNextPage();
      return all.data?.pages.flatMap(({ items }) => items) ?? [];
    },
    refresh: () => void list.refetch(),
  };
}

export type ImportRows = ReturnType<typeof useImportRows>;
