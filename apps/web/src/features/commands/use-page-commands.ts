'use client';

import type { Permission } from '@cashbeat/shared-types';
import {
  AuditIcon,
  BellIcon,
  BuildingIcon,
  CustomersIcon,
  DashboardIcon,
  KeyIcon,
  PaymentsIcon,
  ReceivablesIcon,
  RetryIcon,
  SearchIcon,
  SettingsIcon,
  ShieldIcon,
  SirenIcon,
  UploadIcon,
  UsersIcon,
  WebhookIcon,
} from '@cashbeat/ui';
import { type ComponentType, useMemo } from 'react';
import { usePageAddress } from '@/features/shell/use-page-address';
import { api, TAGS } from '@/store/api';
import { useAppDispatch } from '@/store/hooks';
import type { Command } from './command';
import { focusSearch, isSearched } from './focus-search';
import { useGo } from './use-go';

interface Page {
  href: string;
  title: string;
  keys?: string;
  words?: string;
  Icon: ComponentType;
  needs?: Permission;
}

const PAGES: readonly Page[] = [
  { href: '/', title: 'Dashboard', keys: 'g d', words: 'home metrics trend', Icon: DashboardIcon },
  {
    href: '/customers',
    title: 'Customers',
    keys: 'g c',
    words: 'debtors owe outstanding overdue list',
    Icon: CustomersIcon,
    needs: 'customers:read',
  },
  {
    href: '/customers/import',
    title: 'Import customers',
    words: 'excel xlsx csv upload file workbook undo',
    Icon: UploadIcon,
    needs: 'customers:write',
  },
  {
    href: '/receivables',
    title: 'Receivables',
    keys: 'g e',
    words: 'ageing overdue outstanding dso owed debt',
    Icon: ReceivablesIcon,
    needs: 'customers:read',
  },
  { href: '/payments', title: 'Payments', keys: 'g p', words: 'list csv', Icon: PaymentsIcon },
  {
    href: '/alerts',
    title: 'Alerts',
    keys: 'g a',
    words: 'firing open',
    Icon: SirenIcon,
    needs: 'alerts:read',
  },
  {
    href: '/alerts/rules',
    title: 'Alert rules',
    keys: 'g r',
    words: 'threshold monitor',
    Icon: SirenIcon,
    needs: 'alerts:read',
  },
  {
    href: '/alerts/rules/new',
    title: 'New alert rule',
    words: 'create make',
    Icon: SirenIcon,
    needs: 'alerts:write',
  },
  {
    href: '/alerts/webhooks',
    title: 'Webhooks',
    keys: 'g w',
    words: 'deliveries signed',
    Icon: WebhookIcon,
    needs: 'alerts:write',
  },
  {
    href: '/notifications',
    title: 'Notifications',
    keys: 'g n',
    words: 'inbox unread news bell',
    Icon: BellIcon,
    needs: 'notifications:own',
  },
  {
    href: '/settings/profile',
    title: 'Settings',
    keys: 'g s',
    words: 'profile',
    Icon: SettingsIcon,
  },
  {
    href: '/settings/security',
    title: 'Security',
    words: 'password two-factor sessions',
    Icon: ShieldIcon,
  },
  {
    href: '/settings/organisation',
    title: 'Organisation',
    keys: 'g o',
    words: 'time zone currency',
    Icon: BuildingIcon,
    needs: 'organisation:read',
  },
  {
    href: '/settings/members',
    title: 'Members',
    keys: 'g m',
    words: 'people invite roles',
    Icon: UsersIcon,
    needs: 'members:read',
  },
  {
    href: '/settings/api-keys',
    title: 'API keys',
    keys: 'g k',
    words: 'token program',
    Icon: KeyIcon,
    needs: 'api_keys:read',
  },
  {
    href: '/settings/audit',
    title: 'Audit log',
    keys: 'g l',
    words: 'history who did',
    Icon: AuditIcon,
    needs: 'audit:read',
  },
];

/** Every page by its name, and what can be done on any of them. */
export function usePageCommands(): Command[] {
  const go = useGo();
  const dispatch = useAppDispatch();
  const payments = usePageAddress('/payments');
  return useMemo(
    () => [
      {
        id: 'refresh',
        group: 'This page',
        title: 'Refresh',
        words: 'reload update',
        keys: 'r',
        Icon: RetryIcon,
        run: () => dispatch(api.util.invalidateTags([...TAGS])),
      },
      {
        id: 'search-payments',
        group: 'Go to',
        title: 'Search of payments or customers',
        words: 'find',
        keys: '/',
        Icon: SearchIcon,
        needs: 'payments:read',
        run: () => {
          if (!isSearched(window.location.pathname)) go(payments);
          void focusSearch();
        },
      },
      ...PAGES.map(({ href, ...page }): Command => ({
        ...page,
        id: `go:${href}`,
        group: 'Go to',
        run: () => go(href === '/payments' ? payments : href),
      })),
    ],
    [go, dispatch, payments],
  );
}
