'use client';

import { SessionsPanel } from '@/features/sessions/sessions-panel';
import { PasswordPanel } from './password-panel';
import { TwoFactorPanel } from './two-factor-panel';

/** How a person proves who they are, and where they did. */
export function SecurityPage() {
  return (
    <>
      <PasswordPanel />
      <TwoFactorPanel />
      <SessionsPanel />
    </>
  );
}
