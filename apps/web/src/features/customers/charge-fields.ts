import type { Charge, ChargeChange, NewCharge } from '@cashbeat/shared-types';
import type { Formats } from '@cashbeat/utils';
import { z } from 'zod';
import { day } from './customer-fields';

/** What is typed into the form of a charge; all of it text. */
export interface ChargeValues {
  amount: string;
  dueDate: string;
  issuedOn: string;
  description: string;
  externalId: string;
}

export const CHARGE_LABELS: Record<keyof ChargeValues, string> = {
  amount: 'Amount',
  dueDate: 'Due date',
  issuedOn: 'Charged on',
  description: 'Description',
  externalId: 'Number',
};

export function chargeSchema({ readAmount }: Formats, currency: string) {
  return z
    .object({
      amount: z.string().trim(),
      dueDate: day.min(1, 'Enter the day it is to be paid by.'),
      issuedOn: day,
      description: z.string().trim().max(500, 'Use at most 500 characters.'),
      externalId: z.string().trim().max(128, 'Use at most 128 characters.'),
    })
    .superRefine(({ amount, issuedOn, dueDate }, { addIssue }) => {
      const message = readAmount(amount, currency).fault;
      if (message) addIssue({ code: 'custom', path: ['amount'], message });
      if (issuedOn && dueDate && issuedOn > dueDate) {
        const late = 'This is after the due date.';
        addIssue({ code: 'custom', path: ['issuedOn'], message: late });
      }
    });
}

export const NO_CHARGE: ChargeValues = {
  amount: '',
  dueDate: '',
  issuedOn: '',
  description: '',
  externalId: '',
};

export function valuesOfCharge(charge: Charge, { typedAmount }: Formats): ChargeValues {
  return {
    amount: typedAmount(charge.amount, charge.currency),
    dueDate: charge.dueDate,
    issuedOn: charge.issuedOn,
    description: charge.description ?? '',
    externalId: charge.externalId ?? '',
  };
}

export function newChargeOf(
  values: ChargeValues,
  currency: string,
  { readAmount }: Formats,
): NewCharge {
  const { issuedOn, description, externalId } = values;
  return {
    amount: readAmount(values.amount, currency).amount!,
    dueDate: values.dueDate,
    ...(issuedOn && { issuedOn }),
    ...(description && { description }),
    ...(externalId && { externalId }),
  };
}

/** What is otherwise than before, as the API is told. The day it was charged never changes. */
export function chargeChangesOf(
  charge: Charge,
  values: ChargeValues,
  formats: Formats,
): Omit<ChargeChange, 'version'> {
  const before = valuesOfCharge(charge, formats);
  const amount = formats.readAmount(values.amount, charge.currency).amount;
  return {
    ...(amount !== undefined && amount !== charge.amount && { amount }),
    ...(values.dueDate !== before.dueDate && { dueDate: values.dueDate }),
    ...(values.description !== before.description && { description: values.description || null }),
    ...(values.externalId !== before.externalId && { externalId: values.externalId || null }),
  };
}
