'use client';

import { SortIcon } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import { useAppSelector } from '@/store/hooks';
import { selectTenant } from '@/store/session/session-slice';
import { Initials } from './initials';
import { MenuButton } from './menu-button';

const loadMenu = () => import('./organisation-menu');

/** The organisation that everything on the page is of, and the way to another. */
export function OrganisationSwitcher() {
  const tenant = useAppSelector(selectTenant);
  return (
    <MenuButton label="Organisation" load={loadMenu} disabled={!tenant}>
      {tenant ? (
        <Initials name={tenant.name} />
      ) : (
        <Skeleton variant="rounded" width={28} height={28} sx={{ flexShrink: 0 }} />
      )}
      <Box component="span" sx={{ flex: 1, minWidth: 0, lineHeight: 1.3 }}>
        <Box
          component="span"
          sx={{
            // A long name takes two lines before it is cut.
            display: '-webkit-box',
            WebkitBoxOrient: 'vertical',
            WebkitLineClamp: 2,
            fontSize: '0.8125rem',
            fontWeight: 600,
            overflow: 'hidden',
            overflowWrap: 'anywhere',
          }}
        >
          {tenant?.name ?? <Skeleton width={96} />}
        </Box>
        <Box
          component="span"
          sx={{
            display: { xs: 'none', md: 'block' },
            fontSize: '0.75rem',
            color: 'text.secondary',
            textTransform: 'capitalize',
          }}
        >
          {tenant?.role ?? <Skeleton width={48} />}
        </Box>
      </Box>
      <SortIcon sx={{ fontSize: 16, color: 'text.secondary' }} />
    </MenuButton>
  );
}
