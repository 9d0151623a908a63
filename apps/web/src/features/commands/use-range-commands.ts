'use client';

import { CalendarIcon } from '@cashbeat/ui';
import { RANGE_PRESETS } from '@cashbeat/utils';
import { usePathname } from 'next/navigation';
import { useMemo } from 'react';
import { RANGE_LABELS } from '@/features/range/range-label';
import { useView } from '@/features/range/use-view';
import { readView, writeView } from '@/features/range/view';
import type { Command } from './command';
import { useGo } from './use-go';

/** What the dashboard is about, from wherever it is asked. */
export function useRangeCommands(): Command[] {
  const [{ range }, change] = useView();
  const onDashboard = usePathname() === '/';
  const go = useGo();
  return useMemo(
    () =>
      RANGE_PRESETS.map((preset, index) => ({
        id: `range:${preset}`,
        group: 'Time range',
        title: RANGE_LABELS[preset].long,
        note: onDashboard && range.preset === preset ? 'in force' : undefined,
        words: `${RANGE_LABELS[preset].short} days period`,
        keys: String(index + 1),
        Icon: CalendarIcon,
        needs: 'analytics:read',
        run: () => {
          if (onDashboard) change({ range: { preset } });
          else
            go(
              `/?${writeView(new URLSearchParams(), { ...readView(NOTHING), range: { preset } })}`,
            );
        },
      })),
    [range.preset, onDashboard, change, go],
  );
}

const NOTHING = new URLSearchParams();
