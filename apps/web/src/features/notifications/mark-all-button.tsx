'use client';

import { CheckIcon } from '@cashbeat/ui';
import Button from '@mui/material/Button';
import { isUnread } from './marks';
import type { NotificationFilters } from './notification-filters';
import { useMarks } from './use-marks';
import type { NotificationListState } from './use-notification-list';
import { useUnread } from './use-unread';

export interface MarkAllButtonProps {
  list: NotificationListState;
  filters: NotificationFilters;
}

/** Marks as read what is shown and whatever is older, never what arrives meanwhile. */
export function MarkAllButton({ list: { items = [] }, filters: { types } }: MarkAllButtonProps) {
  const { readUntil, readThese } = useMarks();
  const unread = useUnread() ?? 0;
  const [newest] = items;
  // The API marks all types: of some of them those that are shown.
  const shown = types && items.filter(isUnread).map(({ id }) => id);
  const idle = !newest || (shown ? shown.length === 0 : unread === 0);
  return (
    <Button
      startIcon={<CheckIcon />}
      disabled={idle}
      onClick={() => void (shown ? readThese(shown) : readUntil(newest!.at))}
    >
      {shown ? 'Mark these read' : 'Mark all read'}
    </Button>
  );
}
