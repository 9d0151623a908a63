'use client';

import {
  type ComponentType,
  type ReactNode,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { CommandCentreProps } from './command-centre';
import { CommandProvider } from './command-registry';
import { isForPage, isInDialog, isPaletteKey, keyOf } from './shortcut';
import { areShortcutsOn } from './shortcuts-switch';

export type Sheet = 'palette' | 'help';

/**
 * Around the product: listens to keys and knows which sheet is open. What the commands are, and the
 * sheets, are loaded with the first key; keys pressed meanwhile wait for them.
 */
export function CommandHost({ children }: { children: ReactNode }) {
  const [Centre, setCentre] = useState<ComponentType<CommandCentreProps>>();
  const [sheet, setSheet] = useState<Sheet | null>(null);
  const [pressed, setPressed] = useState(0);
  const waiting = useRef<string[]>([]);
  const takeKeys = useCallback(() => waiting.current.splice(0), []);
  const load = useCallback(() => {
    import('./command-centre')
      .then((loaded) => setCentre(() => loaded.default))
      // Without the network nothing opens; the next key asks anew.
      .catch(() => undefined);
  }, []);
  const show = useCallback(
    (next: Sheet | null) => {
      load();
      setSheet(next);
    },
    [load],
  );
  const sheets = useMemo(
    () => ({ openPalette: () => show('palette'), openHelp: () => show('help') }),
    [show],
  );

  const open = useRef(sheet);
  useEffect(() => {
    open.current = sheet;
  }, [sheet]);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (isPaletteKey(event)) {
        if (open.current === null && isInDialog(event.target)) return;
        event.preventDefault();
        show(open.current === 'palette' ? null : 'palette');
        return;
      }
      const key = keyOf(event);
      if (key === undefined || event.defaultPrevented) return;
      if (!isForPage(event.target) || !areShortcutsOn()) return;
      // Firefox would open its own search.
      if (key === '/') event.preventDefault();
      load();
      waiting.current.push(key);
      setPressed((count) => count + 1);
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [load, show]);

  return (
    <CommandProvider sheets={sheets}>
      {children}
      {Centre && <Centre sheet={sheet} pressed={pressed} takeKeys={takeKeys} onSheet={setSheet} />}
    </CommandProvider>
  );
}
