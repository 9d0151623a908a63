'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';
import { type PaymentFilters, readFilters, writeFilters } from './payment-filters';

/** What is `typed` changes the address in place: "Back" leads to the page before, not to a letter. */
export type ChangeFilters = (change: Partial<PaymentFilters>, how?: 'chosen' | 'typed') => void;

/** The filters of the address, and a way to change some of them. */
export function useFilters(): [PaymentFilters, ChangeFilters] {
  const query = useSearchParams();
  const path = usePathname();
  const filters = useMemo(() => readFilters(new URLSearchParams(query)), [query]);
  const change = useCallback<ChangeFilters>(
    (part, how = 'chosen') => {
      const current = new URLSearchParams(window.location.search);
      const next = writeFilters(current, { ...readFilters(current), ...part }).toString();
      const address = next ? `${path}?${next}` : path;
      if (how === 'typed') window.history.replaceState(null, '', address);
      else window.history.pushState(null, '', address);
    },
    [path],
  );
  return [filters, change];
}
