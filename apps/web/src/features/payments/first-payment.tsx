'use client';

import { CommandLine } from '@cashbeat/ui/command-line';
import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import NextLink from 'next/link';
import { type ReactNode, useSyncExternalStore } from 'react';
import { usePermission } from '@/store/session/use-permission';

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
  const mayRecord = usePermission('payments:write');
  const mayMakeKeys = usePermission('api_keys:write');
  if (!mayRecord) return <div>They appear here as they happen.</div>;
  const body = JSON.stringify({ amount: 40, currency, method: 'card', status: 'completed' });
  return (
    <Box sx={{ display: 'grid', gap: 3 }}>
      <div>{children}</div>
      <CommandLine
        command={`curl -X POST ${origin}/api/payments -H "Authorization: Bearer $CASHBEAT_API_KEY" -H 'Content-Type: application/json' -H "Idempotency-Key: $RANDOM$RANDOM" -d '${body}'`}
      />
      <div>
        <code>$CASHBEAT_API_KEY</code> is{' '}
        {mayMakeKeys ? (
          <Link component={NextLink} href="/settings/api-keys">
            an API key
          </Link>
        ) : (
          'an API key'
        )}{' '}
        of this organisation that may write payments.
      </div>
    </Box>
  );
}
