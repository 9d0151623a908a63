'use client';

import { MoonIcon, Segmented, SunIcon, SystemIcon } from '@cashbeat/ui';
import { useColorScheme } from '@mui/material/styles';
import { useInBrowser } from '@/features/shell/use-in-browser';

type Mode = 'light' | 'system' | 'dark';

const OPTIONS = [
  { value: 'light', label: <SunIcon />, title: 'Light' },
  { value: 'system', label: <SystemIcon />, title: 'Like the device' },
  { value: 'dark', label: <MoonIcon />, title: 'Dark' },
] as const;

export function ThemeToggle() {
  const { mode, setMode } = useColorScheme();
  // The server does not know the choice; until the browser took over, none is marked.
  const inBrowser = useInBrowser();
  return (
    <Segmented<Mode>
      label="Theme"
      value={inBrowser ? (mode ?? 'system') : null}
      options={OPTIONS}
      onChange={setMode}
    />
  );
}
