'use client';

import type { InvitationPreview, Session } from '@cashbeat/shared-types';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { useAppSelector } from '@/store/hooks';
import { selectSessionState } from '@/store/session/session-slice';

export interface Accepted {
  invitation: InvitationPreview;
  /** Who was signed in then, for which organisation. */
  before: Session | null;
}

/**
 * Who follows an invitation while signed in stays until it is accepted, and until the session is
 * no longer the one before: that would show another organisation.
 */
export function useGoesOn(accepted: Accepted | undefined): void {
  const { status, session } = useAppSelector(selectSessionState);
  const router = useRouter();
  useEffect(() => {
    if (!accepted || status !== 'signed_in' || session === accepted.before) return;
    router.replace('/');
  }, [accepted, status, session, router]);
}
