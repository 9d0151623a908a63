'use client';

import { useRef } from 'react';

/**
 * The idempotency key of what a person means to send: the same however often it is sent, another as
 * soon as it says something else.
 */
export function useIntentKey(): (body: unknown) => string {
  const last = useRef({ text: '', key: '' });
  return (body) => {
    const text = JSON.stringify(body);
    if (text !== last.current.text) last.current = { text, key: crypto.randomUUID() };
    return last.current.key;
  };
}
