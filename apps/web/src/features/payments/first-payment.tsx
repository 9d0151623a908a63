'use client';

import { CommandLine } from '@cashbeat/ui/command-line';
import Box from '@mui/material/Box';
import { type ReactNode, useSyncExternalStore } from 'react';

export interface FirstPaymentProps {
  currency?: string;
  children?: ReactNode;
}

const subscribe = () => () => undefined;

/** What to do when there is nothing to see: post a payment. Whole units are valid in any currency. */
export default function FirstPayment({
  currency = 'EUR',
  children = 'Record a payment and watch it arrive:',
}: FirstPaymentProps) {
  const origin = useSyncExternalStore(
    subscribe,
    () => window.location.origin,
    () => '',
  );
  const body = JSON.stringify({ amount: 40, currency, method: 'card', status: 'completed' });
  return (
    <Box sx={{ display: 'grid', gap: 3 }}>
      <div>{children}</div>
      <CommandLine
        command={`curl -X POST ${origin}/api/payments -H 'Content-Type: application/json' -H "Idempotency-Key: $RANDOM$RANDOM" -d '${body}'`}
      />
    </Box>
  );
}
