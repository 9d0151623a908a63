'use client';

import type { Payment } from '@cashbeat/shared-types';
import { useState } from 'react';
import { describeFailure, type RequestFailure } from '@/store/request-failure';
import { type PaymentAction, useMovePaymentMutation } from './payments-api';

/** One request that did not succeed, and the payment as it was then. */
interface Attempt {
  action: PaymentAction;
  idempotencyKey: string;
  version: number;
  failure: RequestFailure;
}

export interface ActionFailure {
  failure: RequestFailure;
  /** Set while nobody knows whether the action happened: asks again, and it happens once. */
  repeat?: () => void;
}

export interface PaymentActionState {
  act: (action: PaymentAction) => Promise<void>;
  busy: boolean;
  failed?: ActionFailure;
}

/**
 * Acts on a payment. An idempotency key belongs to one action with its body while its outcome is
 * unknown; another action, or a payment that changed since, begins with a key of its own.
 */
export function usePaymentAction(
  payment: Payment,
  onDone: (action: PaymentAction) => void,
): PaymentActionState {
  const [move, { isLoading }] = useMovePaymentMutation();
  const [last, setLast] = useState<Attempt>();
  const attempt = last?.version === payment.version ? last : undefined;

  const act = async (action: PaymentAction) => {
    const again = attempt && isUnknown(attempt.failure) && isSame(attempt.action, action);
    const idempotencyKey = again ? attempt.idempotencyKey : crypto.randomUUID();
    const { error } = await move({ id: payment.id, action, idempotencyKey });
    setLast(
      error && {
        action,
        idempotencyKey,
        version: payment.version,
        failure: describeFailure(error),
      },
    );
    if (!error) onDone(action);
  };

  return {
    act,
    busy: isLoading,
    failed: attempt && {
      failure: attempt.failure,
      repeat: isUnknown(attempt.failure) ? () => void act(attempt.action) : undefined,
    },
  };
}

/** No answer, or one of something on the way: the action may have happened all the same. */
function isUnknown({ status }: RequestFailure): boolean {
  return status === 0 || status >= 500;
}

function isSame(one: PaymentAction, other: PaymentAction): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
