import { theme } from '@cashbeat/ui';
import { ThemeProvider } from '@mui/material/styles';
import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { Provider } from 'react-redux';
import { sessionStarted } from '@/store/session/session-middleware';
import type { SessionParts } from '@/store/session/session-flow';
import { createStore } from '@/store/store';
import { noRealtime, sessionParts } from './session';

/** Renders with a store of its own that opens no socket; an owner is signed in. */
export function renderWithStore(view: ReactNode, parts: Partial<SessionParts> = {}) {
  const store = createStore({ session: sessionParts(parts), realtime: noRealtime });
  store.dispatch(sessionStarted());
  const wrapper = ({ children }: { children: ReactNode }) => (
    <ThemeProvider theme={theme}>
      <Provider store={store}>{children}</Provider>
    </ThemeProvider>
  );
  const shown = render(view, { wrapper });
  return { store, ...shown };
}
