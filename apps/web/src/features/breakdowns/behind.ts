import type { PaymentBreakdown } from '@cashbeat/shared-types';
import { daysOf } from '@cashbeat/utils';
import { type PaymentFilters, paymentsAddress } from '@/features/payments/payment-filters';

type Range = Pick<PaymentBreakdown, 'from' | 'to' | 'timeZone' | 'currency'>;

/** Where the payments of a part of a range are listed. */
export function behind(
  { from, to, timeZone, currency }: Range,
  part: Partial<PaymentFilters>,
): string {
  return paymentsAddress({ ...daysOf({ from, to }, timeZone), currency, ...part });
}
