'use client';

import { usePathname } from 'next/navigation';
import { type ReactNode, Suspense, useEffect } from 'react';
import { useAppDispatch } from '@/store/hooks';
import { sessionNeeded } from '@/store/session/session-middleware';
import { begun } from './begun';
import { useInBrowser } from './use-in-browser';

const Product = begun(() => import('./product'));

export interface BootProps {
  nonce?: string;
  /** Shown until the product is there: the server's, without code of its own. */
  skeleton: ReactNode;
  children: ReactNode;
}

/**
 * First who is signed in is asked, and the product is fetched; then it is drawn.
 *
 * What a page names in its HTML delays both, so it names no more than this.
 */
export function Boot({ nonce, skeleton, children }: BootProps) {
  const inBrowser = useInBrowser();
  const path = usePathname();
  const dispatch = useAppDispatch();
  useEffect(() => {
    dispatch(sessionNeeded());
  }, [dispatch]);
  const outline = <div className={path === '/' ? 'boot-dashboard' : undefined}>{skeleton}</div>;
  if (!inBrowser) return outline;
  return (
    <Suspense fallback={outline}>
      <Product nonce={nonce}>{children}</Product>
    </Suspense>
  );
}
