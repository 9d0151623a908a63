import { theme } from '@cashbeat/ui';
import { ThemeProvider } from '@mui/material/styles';
import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { Provider } from 'react-redux';
import { createStore } from '@/store/store';

/** Renders with a store of its own that opens no socket. */
export function renderWithStore(view: ReactNode) {
  const never = new Promise<never>(() => undefined);
  const store = createStore({
    now: Date.now,
    openFeed: () => never,
    events: { newest: () => never, after: () => never, before: () => never },
  });
  const wrapper = ({ children }: { children: ReactNode }) => (
    <ThemeProvider theme={theme}>
      <Provider store={store}>{children}</Provider>
    </ThemeProvider>
  );
  const shown = render(view, { wrapper });
  return { store, ...shown };
}
