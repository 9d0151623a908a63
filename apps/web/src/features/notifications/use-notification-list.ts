'use client';

import { useMemo } from 'react';
import { useFreshness } from '@/features/connection/use-freshness';
import type { NotificationFilters } from './notification-filters';
import { useListNotificationsInfiniteQuery } from './notifications-api';

/** The notifications that the filters find, as far as they are loaded. */
export function useNotificationList(filters: NotificationFilters, skip = false) {
  const { pollingInterval } = useFreshness();
  const list = useListNotificationsInfiniteQuery(filters, {
    skip,
    pollingInterval,
    skipPollingIfUnfocused: true,
  });
  const pages = list.currentData?.pages;
  const items = useMemo(() => pages?.flatMap((page) => page.items), [pages]);
  return {
    items,
    error: list.error,
    busy: list.isFetching,
    more: list.hasNextPage,
    loadingMore: list.isFetchingNextPage,
    loadMore: () => void list.fetchNextPage(),
    retry: () => void list.refetch(),
  };
}

export type NotificationListState = ReturnType<typeof useNotificationList>;
