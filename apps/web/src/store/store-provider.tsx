'use client';

import { type ReactNode, useEffect, useState } from 'react';
import { Provider } from 'react-redux';
import { sessionStarted, sessionStopped } from './session/session-middleware';
import { createStore } from './store';

/** The one store of the page, and the session in it. */
export function StoreProvider({ children }: { children: ReactNode }) {
  const [store] = useState(() => createStore());
  // Parts of the page that are taken over late begin with what the server knew, too.
  const [serverState] = useState(() => store.getState());
  useEffect(() => {
    store.dispatch(sessionStarted());
    return () => {
      store.dispatch(sessionStopped());
    };
  }, [store]);
  return (
    <Provider store={store} serverState={serverState}>
      {children}
    </Provider>
  );
}
