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
  const { status, session, failure } = useAppSelector(selectSessionState);
  // The address is that of an organisation which is none of theirs; the product says so, from its
  // beginning: what this page knows may be of the person before.
  const misplaced = failure?.code === 'tenant_not_found';
  const router = useRouter();
  useEffect(() => {
    if (!accepted) return;
    if (misplaced) window.location.replace('/');
    else if (status === 'signed_in' && session !== accepted.before) router.replace('/');
  }, [accepted, misplaced, status, session, router]);
}
