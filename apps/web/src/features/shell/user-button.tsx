'use client';

import { MoreIcon } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import { useAppSelector } from '@/store/hooks';
import { selectUser } from '@/store/session/session-slice';
import { Initials } from './initials';
import { MenuButton } from './menu-button';

const loadMenu = () => import('./user-menu');

/** Who is signed in. On a phone the initials alone. */
export function UserButton({ compact = false }: { compact?: boolean }) {
  const user = useAppSelector(selectUser);
  return (
    <MenuButton
      label={user && compact ? `Account of ${user.name}` : user ? 'Account of' : 'Account'}
      load={loadMenu}
      popup="dialog"
      disabled={!user}
    >
      {user ? (
        <Initials name={user.name} round />
      ) : (
        <Skeleton variant="circular" width={28} height={28} sx={{ flexShrink: 0 }} />
      )}
      {!compact && (
        <>
          <Box
            component="span"
            sx={{
              flex: 1,
              minWidth: 0,
              fontSize: '0.8125rem',
              fontWeight: 550,
              overflow: 'hidden',
              textOverflow: 'ellipsis',
              whiteSpace: 'nowrap',
            }}
          >
            {user?.name ?? <Skeleton width={96} />}
          </Box>
          <MoreIcon sx={{ fontSize: 16, color: 'text.secondary', strokeWidth: 2.5 }} />
        </>
      )}
    </MenuButton>
  );
}
