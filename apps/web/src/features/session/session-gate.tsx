'use client';

import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { Fragment, type ReactNode, useEffect } from 'react';
import { loginAddress } from '@/features/auth/next-page';
import { useAppDispatch, useAppSelector } from '@/store/hooks';
import { realtimeStarted, realtimeStopped } from '@/store/realtime/realtime-middleware';
import { selectSessionState } from '@/store/session/session-slice';

const SessionTrouble = dynamic(() => import('./session-trouble'), { ssr: false });
const NoOrganisation = dynamic(() => import('./no-organisation'), { ssr: false });

/**
 * Lets through whoever is signed in; `Boot` asked for the session. While that is found out, pages show their own skeletons:
 * requests wait for the answer. Only the API's word that nobody is signed in leads to /login.
 */
export function SessionGate({ children }: { children: ReactNode }) {
  const { status, session, failure, departure, generation } = useAppSelector(selectSessionState);
  const tenantId = session?.tenant?.id;
  const router = useRouter();
  const dispatch = useAppDispatch();

  useEffect(() => {
    if (status !== 'signed_out') return;
    const { pathname, search, hash } = window.location;
    router.replace(loginAddress(`${pathname}${search}${hash}`, departure));
  }, [status, departure, router]);

  useEffect(() => {
    if (tenantId === undefined) return undefined;
    dispatch(realtimeStarted());
    return () => {
      dispatch(realtimeStopped());
    };
  }, [tenantId, generation, dispatch]);

  if (status === 'signed_out') return null;
  if (session && !session.tenant) return <NoOrganisation />;
  return (
    <>
      {failure && !session && <SessionTrouble failure={failure} />}
      <Fragment key={generation}>{children}</Fragment>
    </>
  );
}
