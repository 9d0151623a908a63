'use client';

import { theme } from '@cashbeat/ui';
import CssBaseline from '@mui/material/CssBaseline';
import { ThemeProvider } from '@mui/material/styles';
import { AppRouterCacheProvider } from '@mui/material-nextjs/v16-appRouter';
import dynamic from 'next/dynamic';
import { type ReactNode, useEffect, useState } from 'react';
import { Provider } from 'react-redux';
import { followDensity } from '@/features/appearance/density';
import { sessionStarted, sessionStopped } from '@/store/session/session-middleware';
import { createStore } from '@/store/store';

const Toasts = dynamic(() => import('@/features/shell/toasts'), { ssr: false });

declare global {
  interface Window {
    __nonce__?: string;
  }
}

/** `nonce` is what the page's policy lets styles in by; toasts look for it in the window. */
export function Providers({ children, nonce }: { children: ReactNode; nonce?: string }) {
  const [firstNonce] = useState(() => {
    if (typeof window !== 'undefined') window.__nonce__ = nonce;
    return nonce;
  });
  const [store] = useState(() => createStore());
  // Parts of the page that are taken over late begin with what the server knew, too.
  const [serverState] = useState(() => store.getState());
  useEffect(() => {
    store.dispatch(sessionStarted());
    return () => {
      store.dispatch(sessionStopped());
    };
  }, [store]);
  useEffect(followDensity, []);
  return (
    <AppRouterCacheProvider options={{ key: 'cb', nonce: firstNonce }}>
      <ThemeProvider theme={theme} defaultMode="system" disableTransitionOnChange>
        <CssBaseline />
        <Provider store={store} serverState={serverState}>
          {children}
          <Toasts />
        </Provider>
      </ThemeProvider>
    </AppRouterCacheProvider>
  );
}
