import type { Permission } from '@cashbeat/shared-types';
import type { ComponentType } from 'react';
import { useAppSelector } from '@/store/hooks';
import { selectSession } from '@/store/session/session-slice';

export interface Tab {
  href: string;
  label: string;
  Icon: ComponentType;
  /** Without it the page shows nothing, so its tab is not there. */
  needs?: Permission;
}

/** The tabs whose pages show something; `known` once it is known who asks. */
export function usePermittedTabs(all: readonly Tab[]): { tabs: Tab[]; known: boolean } {
  const permissions = useAppSelector(selectSession)?.permissions;
  const tabs = all.filter(({ needs }) => !needs || permissions?.includes(needs));
  return { tabs, known: permissions !== undefined };
}
