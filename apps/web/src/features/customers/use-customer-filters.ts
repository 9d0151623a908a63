'use client';

import { type ChangeAddress, useAddressFilters } from '@/features/filters/use-address-filters';
import { type CustomerFilters, readFilters, writeFilters } from './customer-filters';

export type ChangeFilters = ChangeAddress<CustomerFilters>;

export function useCustomerFilters(): [CustomerFilters, ChangeFilters] {
  return useAddressFilters(readFilters, writeFilters);
}
