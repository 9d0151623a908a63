'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';
import { type AuditFilters, readAuditFilters, writeAuditFilters } from './audit-filters';

/** What is `typed` changes the address in place: "Back" leads to the page before, not to a letter. */
export type ChangeAuditFilters = (change: Partial<AuditFilters>, how?: 'chosen' | 'typed') => void;

/** The filters of the address, and a way to change some of them. */
export function useAuditFilters(): [AuditFilters, ChangeAuditFilters] {
  const query = useSearchParams();
  const path = usePathname();
  const filters = useMemo(() => readAuditFilters(new URLSearchParams(query)), [query]);
  const change = useCallback<ChangeAuditFilters>(
    (part, how = 'chosen') => {
      const current = new URLSearchParams(window.location.search);
      const next = writeAuditFilters(current, { ...readAuditFilters(current), ...part }).toString();
      const address = next ? `${path}?${next}` : path;
      if (how === 'typed') window.history.replaceState(null, '', address);
      else window.history.pushState(null, '', address);
    },
    [path],
  );
  return [filters, change];
}
