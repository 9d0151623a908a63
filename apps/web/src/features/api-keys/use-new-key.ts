'use client';

import type { Scope } from '@cashbeat/shared-types';
import { useRef } from 'react';
import { type NewKeyRequest, useCreateApiKeyMutation } from './api-keys-api';

export interface KeyWish {
  name: string;
  scopes: Scope[];
  /** Until it expires; empty for never. */
  days: string;
}

const DAY = 86_400_000;

/**
 * Makes an API key, and one only, however often the same wish is sent: an attempt whose answer was
 * lost is repeated as it was, its moment of expiry included.
 */
export function useNewKey() {
  const [create] = useCreateApiKeyMutation();
  const attempts = useRef(new Map<string, NewKeyRequest>());
  return (wish: KeyWish) => {
    const same = JSON.stringify(wish);
    let request = attempts.current.get(same);
    if (!request) {
      const { name, scopes, days } = wish;
      const expiresAt = days && new Date(Date.now() + Number(days) * DAY).toISOString();
      request = {
        key: { name, scopes, ...(expiresAt && { expiresAt }) },
        idempotencyKey: crypto.randomUUID(),
      };
      attempts.current.set(same, request);
    }
    return create(request);
  };
}
