'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';

/** What is `typed` changes the address in place: "Back" leads to the page before, not to a letter. */
export type ChangeAddress<Filters> = (change: Partial<Filters>, how?: 'chosen' | 'typed') => void;

/**
 * The filters that stand in the address, and a way to change some of them. `read` and `write` are
 * functions of a module: new ones at every call would read the address anew each time.
 */
export function useAddressFilters<Filters extends object>(
  read: (query: URLSearchParams) => Filters,
  write: (query: URLSearchParams, filters: Filters) => URLSearchParams,
): [Filters, ChangeAddress<Filters>] {
  const query = useSearchParams();
  const path = usePathname();
  const filters = useMemo(() => read(new URLSearchParams(query)), [query, read]);
  const change = useCallback<ChangeAddress<Filters>>(
    (part, how = 'chosen') => {
      const current = new URLSearchParams(window.location.search);
      const next = write(current, { ...read(current), ...part }).toString();
      const address = next ? `${path}?${next}` : path;
      if (how === 'typed') window.history.replaceState(null, '', address);
      else window.history.pushState(null, '', address);
    },
    [path, read, write],
  );
  return [filters, change];
}
