'use client';

import { BellIcon } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import { type ComponentType, useState } from 'react';
import { useAppSelector } from '@/store/hooks';
import { selectSession } from '@/store/session/session-slice';
import type { NotificationDrawerProps } from './notification-drawer';
import { atMost, useUnread } from './use-unread';

/** Further ones are a crowd all the same. */
const MOST_IN_BADGE = 99;

/** How many notifications are unread, and the way to them. The drawer is loaded when it is about to open. */
export function NotificationBell() {
  const session = useAppSelector(selectSession);
  const unread = useUnread() ?? 0;
  const [open, setOpen] = useState(false);
  const [Drawer, setDrawer] = useState<ComponentType<NotificationDrawerProps>>();
  const load = () => {
    import('./notification-drawer')
      .then((loaded) => setDrawer(() => loaded.default))
      // Without the network nothing opens; the next press asks anew.
      .catch(() => undefined);
  };
  if (session && !session.permissions.includes('notifications:own')) return null;
  return (
    <>
      <IconButton
        aria-label={`Notifications, ${unread === 0 ? 'none' : atMost(unread)} unread`}
        aria-haspopup="dialog"
        aria-expanded={open}
        disabled={!session}
        data-testid="notification-bell"
        onPointerEnter={load}
        onClick={() => {
          load();
          setOpen(true);
        }}
        sx={{ position: 'relative', width: 36, height: 36, '& svg': { fontSize: 20 } }}
      >
        <BellIcon />
        {unread > 0 && (
          <Box
            component="span"
            aria-hidden
            data-testid="unread-badge"
            sx={{
              position: 'absolute',
              top: 0,
              // The number grows over the bell, not out of the page.
              ...(unread > 9 ? { right: -3 } : { left: 18 }),
              minWidth: 17,
              height: 17,
              px: '4px',
              display: 'grid',
              placeItems: 'center',
              borderRadius: 999,
              fontSize: '0.625rem',
              lineHeight: 1,
              fontWeight: 700,
              fontVariantNumeric: 'tabular-nums',
              color: 'primary.contrastText',
              bgcolor: 'primary.main',
              boxShadow: ({ vars }) => `0 0 0 2px ${vars!.palette.background.default}`,
            }}
          >
            {atMost(unread, MOST_IN_BADGE)}
          </Box>
        )}
      </IconButton>
      {Drawer && <Drawer open={open} onClose={() => setOpen(false)} />}
    </>
  );
}
