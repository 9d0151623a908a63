'use client';

import { theme } from '@cashbeat/ui';
import CssBaseline from '@mui/material/CssBaseline';
import { ThemeProvider } from '@mui/material/styles';
import { AppRouterCacheProvider } from '@mui/material-nextjs/v16-appRouter';
import dynamic from 'next/dynamic';
import { type ReactNode, useEffect, useState } from 'react';
import { followDensity } from './density';

const Toasts = dynamic(() => import('@/features/shell/toasts'), { ssr: false });

declare global {
  interface Window {
    __nonce__?: string;
  }
}

export interface LookProps {
  /** What the page's policy lets styles in by; toasts look for it in the window. */
  nonce?: string;
  children: ReactNode;
}

/** The design system around pages: its theme, its styles, and its toasts. */
export function Look({ nonce, children }: LookProps) {
  const [firstNonce] = useState(() => {
    if (typeof window !== 'undefined') window.__nonce__ = nonce;
    return nonce;
  });
  useEffect(followDensity, []);
  return (
    <AppRouterCacheProvider options={{ key: 'cb', nonce: firstNonce }}>
      <ThemeProvider theme={theme} defaultMode="system" disableTransitionOnChange>
        <CssBaseline />
        {children}
        <Toasts />
      </ThemeProvider>
    </AppRouterCacheProvider>
  );
}
