'use client';

import { type ChangeAddress, useAddressFilters } from '@/features/filters/use-address-filters';
import { type PaymentFilters, readFilters, writeFilters } from './payment-filters';

export type ChangeFilters = ChangeAddress<PaymentFilters>;

export function useFilters(): [PaymentFilters, ChangeFilters] {
  return useAddressFilters(readFilters, writeFilters);
}
