'use client';

import { type ChangeAddress, useAddressFilters } from '@/features/filters/use-address-filters';
import { type AuditFilters, readAuditFilters, writeAuditFilters } from './audit-filters';

export type ChangeAuditFilters = ChangeAddress<AuditFilters>;

export function useAuditFilters(): [AuditFilters, ChangeAuditFilters] {
  return useAddressFilters(readAuditFilters, writeAuditFilters);
}
