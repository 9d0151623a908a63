'use client';

import { KeyboardIcon, LogOutIcon, SearchIcon, ShieldIcon, UserIcon } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Divider from '@mui/material/Divider';
import MenuItem from '@mui/material/MenuItem';
import MenuList from '@mui/material/MenuList';
import Popover from '@mui/material/Popover';
import Typography from '@mui/material/Typography';
import { DensityToggle } from '@/features/appearance/density-toggle';
import { ThemeToggle } from '@/features/appearance/theme-toggle';
import { useCommandContext } from '@/features/commands/command-registry';
import { inWords } from '@/features/organisation/use-method-name';
import { useSignOut } from '@/features/session/use-sign-out';
import { useAppSelector } from '@/store/hooks';
import { selectSession } from '@/store/session/session-slice';
import type { MenuProps } from './menu-button';
import { ShellLink } from './shell-link';

const ITEM = { gap: 2.5, mx: 1.5, px: 2, borderRadius: 2 } as const;

/** A phone has no keyboard to speak of. */
const ON_A_DESK = { display: { xs: 'none', md: 'flex' } } as const;

const ABOVE = {
  anchorOrigin: { vertical: -4, horizontal: 'left' },
  transformOrigin: { vertical: 'bottom', horizontal: 'left' },
} as const;

const BELOW = { anchorOrigin: { vertical: 'bottom', horizontal: 'left' } } as const;

function isLow(anchor: HTMLElement | null): boolean {
  return anchor !== null && anchor.getBoundingClientRect().top > window.innerHeight / 2;
}

/**
 * What concerns the person: who they are, how it looks, and the way out. A dialog that holds a
 * menu: the choice of a theme is no item of one.
 */
export default function UserMenu({ id, anchor, open, onClose }: MenuProps) {
  const { signOut, busy } = useSignOut();
  const commands = useCommandContext();
  const instead = (show: () => void) => () => {
    onClose();
    show();
  };
  return (
    <Popover
      anchorEl={anchor}
      open={open}
      onClose={onClose}
      // Above its button at the bottom of the sidebar: a second press must not hit "Sign out".
      {...(isLow(anchor) ? ABOVE : BELOW)}
      slotProps={{ paper: { id, role: 'dialog', 'aria-label': 'Account', sx: { width: 248 } } }}
    >
      <Who />
      <Divider />
      <MenuList aria-label="Account" autoFocusItem={open} sx={{ py: 1.5 }}>
        <MenuItem component={ShellLink} href="/settings/profile" onClick={onClose} sx={ITEM}>
          <UserIcon />
          Profile
        </MenuItem>
        <MenuItem component={ShellLink} href="/settings/security" onClick={onClose} sx={ITEM}>
          <ShieldIcon />
          Security and sessions
        </MenuItem>
        {commands && (
          <MenuItem onClick={instead(commands.openPalette)} sx={ITEM}>
            <SearchIcon />
            Find or go to…
          </MenuItem>
        )}
        {commands && (
          <MenuItem onClick={instead(commands.openHelp)} sx={{ ...ITEM, ...ON_A_DESK }}>
            <KeyboardIcon />
            Keyboard shortcuts
          </MenuItem>
        )}
        <MenuItem disabled={busy} onClick={() => void signOut()} sx={ITEM}>
          <LogOutIcon />
          Sign out
        </MenuItem>
      </MenuList>
      <Divider />
      <Box
        sx={{
          display: 'grid',
          gridTemplateColumns: '1fr auto',
          alignItems: 'center',
          rowGap: 2,
          px: 4,
          py: 2.5,
          fontSize: '0.8125rem',
        }}
      >
        Theme
        <ThemeToggle />
        Density
        <DensityToggle />
      </Box>
    </Popover>
  );
}

function Who() {
  const session = useAppSelector(selectSession);
  return (
    <Box sx={{ px: 4, pt: 3, pb: 2.5 }}>
      <Typography noWrap sx={{ fontWeight: 600 }}>
        {session?.user?.name}
      </Typography>
      <Typography variant="caption" component="div" color="textSecondary" noWrap>
        {session?.user?.email}
      </Typography>
      {session?.tenant && (
        <Typography variant="caption" component="div" color="textSecondary" noWrap>
          {inWords(session.tenant.role)} of {session.tenant.name}
        </Typography>
      )}
    </Box>
  );
}
