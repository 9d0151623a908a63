'use client';

import { Panel, SettingsIcon } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useAddressFilters } from '@/features/filters/use-address-filters';
import { NeedsPermission } from '@/features/settings/needs-permission';
import { PageHeader } from '@/features/shell/page-header';
import { ShellLink } from '@/features/shell/shell-link';
import { MarkAllButton } from './mark-all-button';
import { NotificationFeed } from './notification-feed';
import { NotificationFilterBar } from './notification-filter-bar';
import { readFilters, writeFilters } from './notification-filters';
import type { NotificationState } from './notification-types';
import { useNotificationList } from './use-notification-list';

const TITLES: Record<NotificationState, string> = {
  inbox: 'Inbox',
  unread: 'Unread',
  archived: 'Archived',
};

/** Every notification of the person. Filters stand in the address. */
export function NotificationsPage() {
  const [filters, change] = useAddressFilters(readFilters, writeFilters);
  return (
    <>
      <PageHeader title="Notifications">
        <NotificationFilterBar filters={filters} onChange={change} />
      </PageHeader>
      <Box sx={{ px: { xs: 4, md: 8 } }}>
        <NeedsPermission permission="notifications:own" page="Notifications">
          <Found filters={filters} onChange={change} />
        </NeedsPermission>
      </Box>
    </>
  );
}

type FoundProps = Pick<Parameters<typeof NotificationFeed>[0], 'filters' | 'onChange'>;

function Found({ filters, onChange }: FoundProps) {
  const list = useNotificationList(filters);
  return (
    <Panel
      title={TITLES[filters.state]}
      flush
      actions={
        <>
          {filters.state !== 'archived' && <MarkAllButton list={list} filters={filters} />}
          <Button
            component={ShellLink}
            href="/settings/profile#notifications"
            startIcon={<SettingsIcon />}
          >
            Preferences
          </Button>
        </>
      }
    >
      <NotificationFeed list={list} filters={filters} onChange={onChange} />
    </Panel>
  );
}
