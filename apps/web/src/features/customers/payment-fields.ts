import type { NewPayment } from '@cashbeat/shared-types';
import type { Formats } from '@cashbeat/utils';
import { z } from 'zod';

/** What is typed into the form of a payment; all of it text. */
export type PaymentValues = z.output<ReturnType<typeof paymentSchema>>;

export function paymentSchema({ readAmount }: Formats) {
  return z
    .object({
      amount: z.string().trim(),
      currency: z.string(),
      method: z.string().min(1, 'Choose how it was paid.'),
      status: z.enum(['completed', 'pending']),
      payer: z.string().trim().max(128, 'Use at most 128 characters.'),
      chargeId: z.string(),
      description: z.string().trim().max(500, 'Use at most 500 characters.'),
    })
    .superRefine(({ amount, currency }, { addIssue }) => {
      const message = readAmount(amount, currency).fault;
      if (message) addIssue({ code: 'custom', path: ['amount'], message });
    });
}

/** The payment that values without a fault tell of; somebody who is no customer has no charges. */
export function newPaymentOf(
  { amount, currency, method, status, payer, chargeId, description }: PaymentValues,
  { readAmount }: Formats,
  customerId?: string,
): NewPayment {
  const by = customerId ?? payer;
  return {
    amount: readAmount(amount, currency).amount!,
    currency,
    method,
    status,
    ...(by && { customerId: by }),
    ...(customerId && chargeId && { chargeId }),
    ...(description && { description }),
  };
}
