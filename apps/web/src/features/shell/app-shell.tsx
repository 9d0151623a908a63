'use client';

import {
  CustomersIcon,
  DashboardIcon,
  PaymentsIcon,
  ReceivablesIcon,
  SettingsIcon,
  SirenIcon,
} from '@cashbeat/ui';
import Box from '@mui/material/Box';
import { usePathname } from 'next/navigation';
import { type ComponentType, type ReactNode, Suspense } from 'react';
import { OpenAlerts } from '@/features/alerts/open-alerts';
import { CommandButton } from '@/features/commands/command-button';
import { Logo } from './logo';
import { OrganisationSwitcher } from './organisation-switcher';
import { ShellLink } from './shell-link';
import { usePageAddress } from './use-page-address';
import { UserButton } from './user-button';

interface Entry {
  href: string;
  label: string;
  Icon: ComponentType;
  /** Pages below it belong to it. */
  below?: string;
  /** What stands beside its name. */
  Extra?: ComponentType;
  /** A phone has no room for it: the account's menu leads there. */
  deskOnly?: boolean;
}

const ENTRIES: readonly Entry[] = [
  { href: '/', label: 'Dashboard', Icon: DashboardIcon },
  { href: '/customers', label: 'Customers', Icon: CustomersIcon, below: '/customers/' },
  { href: '/receivables', label: 'Receivables', Icon: ReceivablesIcon },
  { href: '/payments', label: 'Payments', Icon: PaymentsIcon },
  { href: '/alerts', label: 'Alerts', Icon: SirenIcon, below: '/alerts/', Extra: OpenAlerts },
  {
    href: '/settings/profile',
    label: 'Settings',
    Icon: SettingsIcon,
    below: '/settings/',
    deskOnly: true,
  },
];

const SIDEBAR = 216;

/** What stays while pages change: on a desk a sidebar, on a phone a bar at the bottom. */
export function AppShell({ children }: { children: ReactNode }) {
  return (
    <Box sx={{ display: 'flex', minHeight: '100%' }}>
      <Box
        component="a"
        href="#content"
        sx={{
          position: 'absolute',
          left: 8,
          top: -60,
          zIndex: 10,
          px: 3,
          py: 2,
          bgcolor: 'background.paper',
          color: 'text.primary',
          borderRadius: 2,
          '&:focus': { top: 8 },
        }}
      >
        Skip to content
      </Box>
      <Sidebar />
      <Box
        component="main"
        id="content"
        sx={{
          flex: 1,
          minWidth: 0,
          pb: { xs: 20, md: 6 },
          // On a desk the header takes what it needs, and what stands below it fills the window.
          display: { md: 'grid' },
          gridTemplateColumns: 'minmax(0, 1fr)',
          gridTemplateRows: 'auto 1fr',
          minHeight: { md: '100dvh' },
        }}
      >
        {children}
      </Box>
      <BottomBar />
    </Box>
  );
}

function Sidebar() {
  return (
    <Box
      component="header"
      sx={{
        display: { xs: 'none', md: 'flex' },
        flexDirection: 'column',
        position: 'sticky',
        top: 0,
        width: SIDEBAR,
        height: '100vh',
        flexShrink: 0,
        px: 3,
        pt: 4,
        pb: 3,
        gap: 4,
        borderRight: 1,
        borderColor: 'divider',
        bgcolor: 'background.paper',
      }}
    >
      <Box sx={{ px: 2 }}>
        <Logo />
      </Box>
      <OrganisationSwitcher />
      <CommandButton />
      <Box component="nav" aria-label="Pages" sx={{ display: 'grid', gap: 1 }}>
        <Suspense>
          {ENTRIES.map((entry) => (
            <SideEntry key={entry.href} {...entry} />
          ))}
        </Suspense>
      </Box>
      <Box sx={{ mt: 'auto' }}>
        <UserButton />
      </Box>
    </Box>
  );
}

function SideEntry({ href, label, Icon, below, Extra }: Entry) {
  const current = useIsCurrent(href, below);
  return (
    <Box
      component={ShellLink}
      href={usePageAddress(href)}
      aria-current={current ? 'page' : undefined}
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 2.5,
        px: 2.5,
        height: 36,
        borderRadius: 2,
        fontSize: '0.875rem',
        fontWeight: current ? 600 : 500,
        textDecoration: 'none',
        color: current ? 'text.primary' : 'text.secondary',
        bgcolor: current ? 'tone.brand.tint' : 'transparent',
        '&:hover': { bgcolor: current ? 'tone.brand.tint' : 'surface.sunken' },
        '& svg': { color: current ? 'primary.main' : 'inherit' },
      }}
    >
      <Icon />
      {label}
      {Extra && <Extra />}
    </Box>
  );
}

function BottomBar() {
  return (
    <Box
      component="nav"
      aria-label="Pages"
      sx={{
        display: { xs: 'flex', md: 'none' },
        position: 'fixed',
        insetInline: 0,
        bottom: 0,
        zIndex: 5,
        borderTop: 1,
        borderColor: 'divider',
        bgcolor: 'background.paper',
        pb: 'env(safe-area-inset-bottom)',
      }}
    >
      <Suspense>
        {ENTRIES.filter(({ deskOnly }) => !deskOnly).map((entry) => (
          <BottomEntry key={entry.href} {...entry} />
        ))}
      </Suspense>
    </Box>
  );
}

function BottomEntry({ href, label, Icon, below, Extra }: Entry) {
  const current = useIsCurrent(href, below);
  return (
    <Box
      component={ShellLink}
      href={usePageAddress(href)}
      aria-current={current ? 'page' : undefined}
      sx={{
        position: 'relative',
        flex: 1,
        minWidth: 0,
        display: 'grid',
        placeItems: 'center',
        gap: 0.5,
        py: 2,
        fontSize: { xs: '0.6875rem', sm: '0.75rem' },
        fontWeight: 550,
        textDecoration: 'none',
        color: current ? 'primary.main' : 'text.secondary',
      }}
    >
      <Icon />
      {label}
      {Extra && (
        <Box component="span" sx={{ position: 'absolute', top: 4, left: 'calc(50% + 6px)' }}>
          <Extra />
        </Box>
      )}
    </Box>
  );
}

function useIsCurrent(href: string, below?: string): boolean {
  const path = usePathname();
  return path === href || (below !== undefined && path.startsWith(below));
}
