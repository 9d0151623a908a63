'use client';

import type { AccessToken } from '@cashbeat/shared-types';
import { useRouter, useSearchParams } from 'next/navigation';
import { useCallback, useEffect } from 'react';
import { useAppDispatch, useAppSelector } from '@/store/hooks';
import { signedIn } from '@/store/session/session-middleware';
import { selectSessionState } from '@/store/session/session-slice';
import { safeNext } from './next-page';

/** Sends whoever is signed in on to the product: to the page they came from, if any. */
export function useSignedInGoesOn(active = true): void {
  const { status } = useAppSelector(selectSessionState);
  const next = useSearchParams().get('next');
  const router = useRouter();
  useEffect(() => {
    if (active && status === 'signed_in') router.replace(safeNext(next));
  }, [active, status, next, router]);
}

/** Signs in with what the API answered. It never resolves: the page is left, its form stays busy. */
export function useEnter(): (answer: AccessToken) => Promise<never> {
  const dispatch = useAppDispatch();
  return useCallback(
    (answer: AccessToken) => {
      dispatch(signedIn(answer));
      return new Promise<never>(() => undefined);
    },
    [dispatch],
  );
}
