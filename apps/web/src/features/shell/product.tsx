'use client';

import { Suspense } from 'react';
import { Look, type LookProps } from '@/features/appearance/look';
import { CommandHost } from '@/features/commands/command-host';
import { ExplanationDrawerHost } from '@/features/explanation/explanation-drawer-host';
import { PaymentDrawerHost } from '@/features/payments/payment-drawer-host';
import { SessionGate } from '@/features/session/session-gate';
import { AppShell } from './app-shell';

/** What stands around every page of the product. */
export default function Product({ nonce, children }: LookProps) {
  return (
    <Look nonce={nonce}>
      <SessionGate>
        <CommandHost>
          <AppShell>{children}</AppShell>
          <Suspense>
            <PaymentDrawerHost />
            <ExplanationDrawerHost />
          </Suspense>
        </CommandHost>
      </SessionGate>
    </Look>
  );
}
