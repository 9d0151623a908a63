'use client';

import { useFreshness } from '@/features/connection/use-freshness';
import { usePermission } from '@/store/session/use-permission';
import { MOST_UNREAD } from './notification-types';
import { useGetNewestNotificationsQuery } from './notifications-api';

/** How many notifications are unread; undefined until it is known. */
export function useUnread(): number | undefined {
  const allowed = usePermission('notifications:own');
  const { pollingInterval } = useFreshness();
  const { unread } = useGetNewestNotificationsQuery(undefined, {
    skip: !allowed,
    pollingInterval,
    skipPollingIfUnfocused: true,
    selectFromResult: ({ currentData }) => ({ unread: currentData?.unread }),
  });
  return unread;
}

/** A number as it is shown where there is room up to `most`: "99+". The API counts to 1,000. */
export function atMost(unread: number, most: number = MOST_UNREAD - 1): string {
  return unread > most ? `${most}+` : String(unread);
}
