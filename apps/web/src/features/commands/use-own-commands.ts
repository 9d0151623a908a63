'use client';

import { BuildingIcon, KeyboardIcon, LogOutIcon } from '@cashbeat/ui';
import { inWords } from '@/features/organisation/use-method-name';
import { useSignOut } from '@/features/session/use-sign-out';
import { useSwitchOrganisation } from '@/features/shell/use-switch-organisation';
import { useAppSelector } from '@/store/hooks';
import { selectSession } from '@/store/session/session-slice';
import type { Command } from './command';
import type { Sheet } from './command-host';

/** Commands about the person: their organisations, their way out, and what keys there are. */
export function useOwnCommands(onSheet: (sheet: Sheet) => void): Command[] {
  const session = useAppSelector(selectSession);
  const { switchTo } = useSwitchOrganisation();
  const { signOut } = useSignOut();
  return [
    ...(session?.memberships ?? [])
      .filter(({ id }) => id !== session?.tenant?.id)
      .map((membership): Command => ({
        id: `organisation:${membership.id}`,
        group: 'Organisation',
        title: membership.name,
        note: inWords(membership.role),
        words: `switch organisation ${membership.slug}`,
        Icon: BuildingIcon,
        run: () => switchTo(membership),
      })),
    {
      id: 'help',
      group: 'Account and help',
      title: 'Keyboard shortcuts',
      words: 'help keys',
      keys: '?',
      Icon: KeyboardIcon,
      run: () => onSheet('help'),
    },
    {
      id: 'sign-out',
      group: 'Account and help',
      title: 'Sign out',
      words: 'log out leave',
      Icon: LogOutIcon,
      run: signOut,
    },
  ];
}
