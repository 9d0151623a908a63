'use client';

import { MoonIcon, RowsDenseIcon, RowsIcon, SunIcon, SystemIcon } from '@cashbeat/ui';
import { useColorScheme } from '@mui/material/styles';
import { useMemo } from 'react';
import { useDensity } from '@/features/appearance/density';
import type { Command } from './command';

const THEMES = [
  { mode: 'light', title: 'Light theme', Icon: SunIcon },
  { mode: 'dark', title: 'Dark theme', Icon: MoonIcon },
  { mode: 'system', title: 'Theme like the device', Icon: SystemIcon },
] as const;

export function useAppearanceCommands(): Command[] {
  const { mode = 'system', systemMode, setMode } = useColorScheme();
  const [density, chooseDensity] = useDensity();
  return useMemo(() => {
    const dark = (mode === 'system' ? systemMode : mode) === 'dark';
    const compact = density === 'compact';
    return [
      {
        id: 'theme:switch',
        group: 'Appearance',
        title: 'Switch between light and dark',
        words: 'theme colour mode',
        keys: 't',
        Icon: dark ? SunIcon : MoonIcon,
        run: () => setMode(dark ? 'light' : 'dark'),
      },
      ...THEMES.map((theme): Command => ({
        id: `theme:${theme.mode}`,
        group: 'Appearance',
        title: theme.title,
        note: theme.mode === mode ? 'in force' : undefined,
        words: 'colour mode',
        Icon: theme.Icon,
        run: () => setMode(theme.mode),
      })),
      {
        id: 'density:switch',
        group: 'Appearance',
        title: 'Switch between comfortable and compact',
        note: density,
        words: 'density rows dense',
        keys: 'd',
        Icon: compact ? RowsIcon : RowsDenseIcon,
        run: () => chooseDensity(compact ? 'comfortable' : 'compact'),
      },
    ];
  }, [mode, systemMode, setMode, density, chooseDensity]);
}
