'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';
import { type PaymentFilters, readFilters, writeFilters } from './payment-filters';

/** The filters of the address, and a way to change some of them. */
export function useFilters(): [PaymentFilters, (change: Partial<PaymentFilters>) => void] {
  const query = useSearchParams();
  const path = usePathname();
  const filters = useMemo(() => readFilters(new URLSearchParams(query)), [query]);
  const change = useCallback(
    (part: Partial<PaymentFilters>) => {
      const current = new URLSearchParams(window.location.search);
      const next = writeFilters(current, { ...readFilters(current), ...part }).toString();
      window.history.pushState(null, '', next ? `${path}?${next}` : path);
    },
    [path],
  );
  return [filters, change];
}
