'use client';

import {
  createContext,
  type ReactNode,
  use,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react';
import type { Command } from './command';

/** What can be done right now: each part of the page adds its own for as long as it is there. */
export interface CommandRegistry {
  /** Adds commands. Returns how to take them away. */
  add(commands: readonly Command[]): () => void;
  all(): readonly Command[];
  subscribe(changed: () => void): () => void;
}

export function createCommandRegistry(): CommandRegistry {
  const lists = new Set<readonly Command[]>();
  const listeners = new Set<() => void>();
  let all: readonly Command[] = [];
  const changed = () => {
    all = [...lists].flat();
    for (const listener of listeners) listener();
  };
  return {
    add(commands) {
      lists.add(commands);
      changed();
      return () => {
        lists.delete(commands);
        changed();
      };
    },
    all: () => all,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** What opens the palette and the help, from wherever it is asked. */
export interface CommandSheets {
  openPalette: () => void;
  openHelp: () => void;
}

interface Commands extends CommandSheets {
  registry: CommandRegistry;
}

const CommandContext = createContext<Commands | null>(null);

export function CommandProvider({
  sheets,
  children,
}: {
  sheets: CommandSheets;
  children: ReactNode;
}) {
  const [registry] = useState(createCommandRegistry);
  const value = useMemo(() => ({ registry, ...sheets }), [registry, sheets]);
  return <CommandContext value={value}>{children}</CommandContext>;
}

/** The one registry and the two sheets; null outside of the product, as on the login page. */
export function useCommandContext(): Commands | null {
  return use(CommandContext);
}

/**
 * Offers commands while the calling part of the page is there. Keep `commands` the same object while
 * nothing about it changes: a new one is taken up anew.
 */
export function useCommands(commands: readonly Command[]): void {
  const registry = useCommandContext()?.registry;
  useEffect(() => registry?.add(commands), [registry, commands]);
}

const NONE: readonly Command[] = [];

export function useRegisteredCommands(): readonly Command[] {
  const registry = useCommandContext()?.registry;
  return useSyncExternalStore(
    registry?.subscribe ?? (() => () => undefined),
    registry?.all ?? (() => NONE),
    () => NONE,
  );
}
