'use client';

import { LogOutIcon, ShieldIcon, UserIcon } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Divider from '@mui/material/Divider';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import Typography from '@mui/material/Typography';
import NextLink from 'next/link';
import { inWords } from '@/features/organisation/use-method-name';
import { useSignOut } from '@/features/session/use-sign-out';
import { useAppSelector } from '@/store/hooks';
import { selectSession } from '@/store/session/session-slice';
import type { MenuProps } from './menu-button';
import { ThemeToggle } from './theme-toggle';

const ITEM = { gap: 2.5, mx: 1.5, px: 2, borderRadius: 2 } as const;

const ABOVE = {
  anchorOrigin: { vertical: -4, horizontal: 'left' },
  transformOrigin: { vertical: 'bottom', horizontal: 'left' },
} as const;

function isLow(anchor: HTMLElement | null): boolean {
  return anchor !== null && anchor.getBoundingClientRect().top > window.innerHeight / 2;
}

/** What concerns the person: who they are, how it looks, and the way out. */
export default function UserMenu({ id, anchor, open, onClose }: MenuProps) {
  const session = useAppSelector(selectSession);
  const { signOut, busy } = useSignOut();
  const user = session?.user;
  return (
    <Menu
      id={id}
      anchorEl={anchor}
      open={open}
      onClose={onClose}
      // Above its button at the bottom of the sidebar: a second press must not hit "Sign out".
      {...(isLow(anchor) && ABOVE)}
      slotProps={{
        paper: { sx: { width: 248 } },
        list: { 'aria-label': 'Account', sx: { pt: 0, pb: 1.5 } },
      }}
    >
      <Box component="li" role="none" sx={{ px: 4, pt: 3, pb: 2.5 }}>
        <Typography noWrap sx={{ fontWeight: 600 }}>
          {user?.name}
        </Typography>
        <Typography variant="caption" component="div" color="textSecondary" noWrap>
          {user?.email}
        </Typography>
        {session?.tenant && (
          <Typography variant="caption" component="div" color="textSecondary" noWrap>
            {inWords(session.tenant.role)} of {session.tenant.name}
          </Typography>
        )}
      </Box>
      <Divider component="li" role="separator" sx={{ mb: 1.5 }} />
      <MenuItem component={NextLink} href="/settings/profile" onClick={onClose} sx={ITEM}>
        <UserIcon />
        Profile
      </MenuItem>
      <MenuItem component={NextLink} href="/settings/security" onClick={onClose} sx={ITEM}>
        <ShieldIcon />
        Security and sessions
      </MenuItem>
      <Box
        component="li"
        role="none"
        // The menu would take letters and arrows for its own items.
        onKeyDown={(event) => {
          if (event.key !== 'Escape' && event.key !== 'Tab') event.stopPropagation();
        }}
        sx={{
          display: 'flex',
          alignItems: 'center',
          justifyContent: 'space-between',
          px: 4,
          py: 1.5,
          fontSize: '0.8125rem',
        }}
      >
        Theme
        <ThemeToggle />
      </Box>
      <Divider component="li" role="separator" sx={{ my: '6px !important' }} />
      <MenuItem disabled={busy} onClick={() => void signOut()} sx={ITEM}>
        <LogOutIcon />
        Sign out
      </MenuItem>
    </Menu>
  );
}
