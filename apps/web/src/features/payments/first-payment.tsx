'use client';

import { CommandLine } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import { useSyncExternalStore } from 'react';

const subscribe = () => () => undefined;

/** What to do when there is nothing to see: post a payment. */
export function FirstPayment({ currency = 'EUR' }: { currency?: string }) {
  const origin = useSyncExternalStore(
    subscribe,
    () => window.location.origin,
    () => '',
  );
  const body = JSON.stringify({ amount: 38.7, currency, method: 'card', status: 'completed' });
  return (
    <Box sx={{ display: 'grid', gap: 3 }}>
      Choose a wider range, or record a payment and watch it arrive:
      <CommandLine
        command={`curl -X POST ${origin}/api/payments -H 'Content-Type: application/json' -H "Idempotency-Key: $RANDOM$RANDOM" -d '${body}'`}
      />
    </Box>
  );
}
