'use client';

import { AuditIcon, BuildingIcon, KeyIcon, ShieldIcon, UserIcon, UsersIcon } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import { usePathname } from 'next/navigation';
import { type ReactNode, useEffect, useRef } from 'react';
import { PageHeader } from '@/features/shell/page-header';
import { ShellLink } from '@/features/shell/shell-link';
import { type Tab, usePermittedTabs } from './permitted-tabs';

const TABS: readonly Tab[] = [
  { href: '/settings/profile', label: 'Profile', Icon: UserIcon },
  { href: '/settings/security', label: 'Security', Icon: ShieldIcon },
  {
    href: '/settings/organisation',
    label: 'Organisation',
    Icon: BuildingIcon,
    needs: 'organisation:read',
  },
  { href: '/settings/members', label: 'Members', Icon: UsersIcon, needs: 'members:read' },
  { href: '/settings/api-keys', label: 'API keys', Icon: KeyIcon, needs: 'api_keys:read' },
  { href: '/settings/audit', label: 'Audit log', Icon: AuditIcon, needs: 'audit:read' },
];

/** The pages of settings, side by side on a desk, in one row to swipe on a phone. */
export function SettingsLayout({ children }: { children: ReactNode }) {
  const { tabs, known } = usePermittedTabs(TABS);
  return (
    <>
      <PageHeader title="Settings" />
      <Box
        sx={{
          px: { xs: 4, md: 8 },
          display: 'grid',
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: '184px minmax(0, 1fr)' },
          alignContent: 'start',
          gap: { xs: 4, lg: 8 },
        }}
      >
        <Box
          component="nav"
          aria-label="Settings"
          sx={{
            display: 'flex',
            flexDirection: { xs: 'row', lg: 'column' },
            alignSelf: 'start',
            gap: 1,
            mx: { xs: -4, md: 0 },
            px: { xs: 4, md: 0 },
            pb: { xs: 2, lg: 0 },
            overflowX: { xs: 'auto', lg: 'visible' },
            scrollbarWidth: 'none',
            borderBottom: { xs: 1, lg: 0 },
            borderColor: { xs: 'divider', lg: 'divider' },
            position: { lg: 'sticky' },
            top: { lg: 24 },
          }}
        >
          {tabs.map((tab) => (
            <TabLink key={tab.href} {...tab} />
          ))}
          {!known && <TabSkeletons count={TABS.length - tabs.length} />}
        </Box>
        <Box
          sx={{
            minWidth: 0,
            display: 'grid',
            gridTemplateColumns: 'minmax(0, 1fr)',
            alignContent: 'start',
            gap: 4,
          }}
        >
          {children}
        </Box>
      </Box>
    </>
  );
}

/** Until it is known who asks: nobody is shown the name of a tab that goes away again. */
function TabSkeletons({ count }: { count: number }) {
  return Array.from({ length: count }, (_, tab) => (
    <Box
      key={tab}
      aria-hidden
      sx={{ display: 'flex', alignItems: 'center', flexShrink: 0, px: 2.5, height: 36 }}
    >
      <Skeleton width={104} height={20} />
    </Box>
  ));
}

function TabLink({ href, label, Icon }: Tab) {
  const current = usePathname() === href;
  const link = useRef<HTMLAnchorElement>(null);
  // On a phone the row is wider than the screen.
  useEffect(() => {
    if (current) link.current?.scrollIntoView?.({ block: 'nearest', inline: 'center' });
  }, [current]);
  return (
    <Box
      component={ShellLink}
      ref={link}
      href={href}
      aria-current={current ? 'page' : undefined}
      sx={{
        display: 'flex',
        alignItems: 'center',
        flexShrink: 0,
        gap: 2,
        px: 2.5,
        height: 36,
        borderRadius: 2,
        fontSize: '0.8125rem',
        fontWeight: current ? 600 : 500,
        whiteSpace: 'nowrap',
        textDecoration: 'none',
        color: current ? 'text.primary' : 'text.secondary',
        bgcolor: current ? 'tone.brand.tint' : 'transparent',
        '&:hover': { bgcolor: current ? 'tone.brand.tint' : 'surface.sunken' },
        '& svg': { color: current ? 'primary.main' : 'inherit', fontSize: 17 },
      }}
    >
      <Icon />
      {label}
    </Box>
  );
}
