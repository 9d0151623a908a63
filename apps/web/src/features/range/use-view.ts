'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';
import { changedView, readView, type View, writeView } from './view';

/** The view of the address, and a way to change a part of it; each change can be gone back on. */
export function useView(): [View, (change: Partial<View>) => void] {
  const query = useSearchParams();
  const path = usePathname();
  const view = useMemo(() => readView(new URLSearchParams(query)), [query]);
  const change = useCallback(
    (part: Partial<View>) => {
      const current = new URLSearchParams(window.location.search);
      const next = writeView(current, changedView(readView(current), part)).toString();
      window.history.pushState(null, '', next ? `${path}?${next}` : path);
    },
    [path],
  );
  return [view, change];
}
