'use client';

import type { AccessToken } from '@cashbeat/shared-types';
import { useRouter, useSearchParams } from 'next/navigation';
import { useCallback, useEffect } from 'react';
import { useAppDispatch, useAppSelector } from '@/store/hooks';
import { type invitationAccepted, signedIn } from '@/store/session/session-middleware';
import { selectSessionState } from '@/store/session/session-slice';
import { safeNext } from './next-page';

type Entry = typeof signedIn | typeof invitationAccepted;

/** Sends whoever is signed in on to the product: to the page they came from, if any. */
export function useSignedInGoesOn(): void {
  const { status, failure } = useAppSelector(selectSessionState);
  // The address belongs to an organisation of others; the product says so.
  const misplaced = failure?.code === 'tenant_not_found';
  const next = useSearchParams().get('next');
  const router = useRouter();
  useEffect(() => {
    if (status === 'signed_in' || misplaced) router.replace(safeNext(next));
  }, [status, misplaced, next, router]);
}

/** Signs in with what the API answered. It never resolves: the page is left, its form stays busy. */
export function useEnter(how: Entry = signedIn): (answer: AccessToken) => Promise<never> {
  const dispatch = useAppDispatch();
  return useCallback(
    (answer: AccessToken) => {
      dispatch(how(answer));
      return new Promise<never>(() => undefined);
    },
    [dispatch, how],
  );
}
