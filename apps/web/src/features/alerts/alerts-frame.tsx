'use client';

import { SettingsIcon, SirenIcon, WebhookIcon } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { type Tab, usePermittedTabs } from '@/features/settings/permitted-tabs';
import { PageHeader } from '@/features/shell/page-header';
import { ShellLink } from '@/features/shell/shell-link';

const ALERTS: Tab = { href: '/alerts', label: 'Alerts', Icon: SirenIcon };
const RULES: Tab = { href: '/alerts/rules', label: 'Rules', Icon: SettingsIcon };
const WEBHOOKS: Tab = {
  href: '/alerts/webhooks',
  label: 'Webhooks',
  Icon: WebhookIcon,
  needs: 'alerts:write',
};
const TABS: readonly Tab[] = [ALERTS, RULES, WEBHOOKS];

/** The pages of alerts under one title: what fired, what may fire, and who else is told. */
export function AlertsFrame({ children }: { children: ReactNode }) {
  const path = usePathname();
  const { tabs } = usePermittedTabs(TABS);
  const current = [RULES, WEBHOOKS].find(({ href }) => path.startsWith(href)) ?? ALERTS;
  return (
    <>
      <PageHeader title="Alerts">
        <Box
          component="nav"
          aria-label="Alerts"
          sx={{ display: 'flex', gap: 1, borderBottom: 1, borderColor: 'divider' }}
        >
          {tabs.map((tab) => (
            <TabLink key={tab.href} {...tab} current={tab === current} />
          ))}
        </Box>
      </PageHeader>
      <Box
        sx={{
          px: { xs: 4, md: 8 },
          display: 'grid',
          gridTemplateColumns: 'minmax(0, 1fr)',
          alignContent: 'start',
          gap: 4,
        }}
      >
        {children}
      </Box>
    </>
  );
}

function TabLink({ href, label, Icon, current }: Tab & { current: boolean }) {
  return (
    <Box
      component={ShellLink}
      href={href}
      aria-current={current ? 'page' : undefined}
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 2,
        px: 3,
        height: 40,
        mb: '-1px',
        borderBottom: 2,
        borderColor: current ? 'primary.main' : 'transparent',
        fontSize: '0.8125rem',
        fontWeight: current ? 600 : 500,
        textDecoration: 'none',
        color: current ? 'text.primary' : 'text.secondary',
        '&:hover': { color: 'text.primary' },
        '& svg': { fontSize: 17, color: current ? 'primary.main' : 'inherit' },
      }}
    >
      <Icon />
      {label}
    </Box>
  );
}
