'use client';

import { useEffect, useEffectEvent, useMemo, useRef } from 'react';
import { useAppSelector } from '@/store/hooks';
import { selectSession } from '@/store/session/session-slice';
import { offered } from './command';
import type { Sheet } from './command-host';
import { CommandPalette } from './command-palette';
import { useRegisteredCommands } from './command-registry';
import { SEQUENCE_PAUSE, take } from './shortcut';
import { ShortcutSheet } from './shortcut-sheet';
import { useAppearanceCommands } from './use-appearance-commands';
import { useOwnCommands } from './use-own-commands';
import { usePageCommands } from './use-page-commands';
import { useRangeCommands } from './use-range-commands';

export interface CommandCentreProps {
  sheet: Sheet | null;
  /** Grows with each key. */
  pressed: number;
  /** The keys that nobody took yet. */
  takeKeys: () => string[];
  onSheet: (sheet: Sheet | null) => void;
}

/** Knows every command there is, runs those whose keys are pressed, and shows the sheets. */
export default function CommandCentre({ sheet, pressed, takeKeys, onSheet }: CommandCentreProps) {
  const permissions = useAppSelector(selectSession)?.permissions;
  const ofThePage = useRegisteredCommands();
  const pages = usePageCommands();
  const ranges = useRangeCommands();
  const appearance = useAppearanceCommands();
  const own = useOwnCommands(onSheet);
  const commands = useMemo(
    () => offered([...ofThePage, ...pages, ...ranges, ...appearance, ...own], permissions),
    [ofThePage, pages, ranges, appearance, own, permissions],
  );

  const pending = useRef('');
  const runKeys = useEffectEvent(() => {
    const known = commands.flatMap(({ keys }) => keys ?? []);
    for (const key of takeKeys()) {
      const progress = take(pending.current, key, known);
      pending.current = progress.pending;
      commands.find(({ keys }) => keys !== undefined && keys === progress.done)?.run();
    }
  });
  useEffect(() => {
    runKeys();
    const timer = setTimeout(() => (pending.current = ''), SEQUENCE_PAUSE);
    return () => clearTimeout(timer);
  }, [pressed]);

  const close = () => onSheet(null);
  return (
    <>
      {sheet === 'palette' && <CommandPalette commands={commands} onClose={close} />}
      {sheet === 'help' && <ShortcutSheet commands={commands} onClose={close} />}
    </>
  );
}
