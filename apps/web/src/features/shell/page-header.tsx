'use client';

import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { ConnectionBadge } from '@/features/connection/connection-badge';
import { NotificationBell } from '@/features/notifications/notification-bell';
import { Logo } from './logo';
import { OrganisationSwitcher } from './organisation-switcher';
import { UserButton } from './user-button';

export interface PageHeaderProps {
  title: string;
  /** The way back, above the title. */
  above?: ReactNode;
  note?: ReactNode;
  /** What can be done with the page as a whole, beside how current it is. */
  actions?: ReactNode;
  children?: ReactNode;
}

/** Title and connection of a page, with its controls below. */
export function PageHeader({ title, above, note, actions, children }: PageHeaderProps) {
  return (
    <Box
      sx={{
        px: { xs: 4, md: 8 },
        pt: { xs: 3, md: 6 },
        pb: 4,
        display: 'grid',
        gap: 4,
      }}
    >
      <Box
        component="header"
        sx={{
          display: { xs: 'flex', md: 'none' },
          alignItems: 'center',
          gap: 2,
        }}
      >
        <Logo />
        <Box sx={{ minWidth: 0, maxWidth: 200, ml: 'auto' }}>
          <OrganisationSwitcher />
        </Box>
        <NotificationBell />
        <Box sx={{ mr: -1.5 }}>
          <UserButton compact />
        </Box>
      </Box>
      {above && <Box sx={{ mb: -2.5, fontSize: '0.8125rem' }}>{above}</Box>}
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 3, flexWrap: 'wrap' }}>
        <Typography variant="h1" sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
          {title}
        </Typography>
        {note}
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 2, ml: 'auto' }}>
          {actions}
          <ConnectionBadge />
          <Box sx={{ display: { xs: 'none', md: 'flex' }, mr: -1.5 }}>
            <NotificationBell />
          </Box>
        </Box>
      </Box>
      {children}
    </Box>
  );
}
