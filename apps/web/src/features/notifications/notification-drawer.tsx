'use client';

import { Segmented } from '@cashbeat/ui';
import { SideDrawer } from '@cashbeat/ui/side-drawer';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { ShellLink } from '@/features/shell/shell-link';
import { MarkAllButton } from './mark-all-button';
import { NotificationFeed } from './notification-feed';
import type { NotificationState } from './notification-types';
import { useNotificationList } from './use-notification-list';
import { atMost, useUnread } from './use-unread';

export interface NotificationDrawerProps {
  open: boolean;
  onClose: () => void;
}

const WIDTH = 440;

/** The newest notifications beside whatever the page shows. */
export default function NotificationDrawer({ open, onClose }: NotificationDrawerProps) {
  const [state, setState] = useState<Exclude<NotificationState, 'archived'>>('inbox');
  const filters = { state };
  const list = useNotificationList(filters, !open);
  const unread = useUnread() ?? 0;
  return (
    <SideDrawer
      open={open}
      title="Notifications"
      width={WIDTH}
      flush
      onClose={onClose}
      data-testid="notification-drawer"
      tools={
        <Box sx={{ display: 'flex', alignItems: 'center', justifyContent: 'space-between' }}>
          <Segmented
            label="Which notifications"
            value={state}
            options={[
              { value: 'inbox', label: 'Inbox' },
              { value: 'unread', label: unread > 0 ? `Unread (${atMost(unread)})` : 'Unread' },
            ]}
            onChange={setState}
          />
          <MarkAllButton list={list} filters={filters} />
        </Box>
      }
      foot={
        <Box sx={{ display: 'flex', justifyContent: 'space-between', mx: -3 }}>
          <Button component={ShellLink} href="/notifications" onClick={onClose}>
            All notifications
          </Button>
          <Button component={ShellLink} href={PREFERENCES} onClick={onClose}>
            Preferences
          </Button>
        </Box>
      }
    >
      <Box sx={{ height: '100%', '--notification-inset': { sm: '20px' } }}>
        <NotificationFeed
          list={list}
          filters={filters}
          onChange={() => setState('inbox')}
          onFollow={onClose}
        />
      </Box>
    </SideDrawer>
  );
}

const PREFERENCES = '/settings/profile#notifications';
