import { type ReactNode, Suspense } from 'react';
import { CommandHost } from '@/features/commands/command-host';
import { ExplanationDrawerHost } from '@/features/explanation/explanation-drawer-host';
import { PaymentDrawerHost } from '@/features/payments/payment-drawer-host';
import { SessionGate } from '@/features/session/session-gate';
import { AppShell } from '@/features/shell/app-shell';

/** The product itself, for people who are signed in. */
export default function AppLayout({ children }: { children: ReactNode }) {
  return (
    <SessionGate>
      <CommandHost>
        <AppShell>{children}</AppShell>
        <Suspense>
          <PaymentDrawerHost />
          <ExplanationDrawerHost />
        </Suspense>
      </CommandHost>
    </SessionGate>
  );
}
