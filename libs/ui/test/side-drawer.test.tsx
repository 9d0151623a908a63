// @vitest-environment jsdom
import { ThemeProvider } from '@mui/material/styles';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, expect, it } from 'vitest';
import { SideDrawer } from '../src/components/side-drawer';
import { theme } from '../src/theme';

afterEach(cleanup);

function Page() {
  const [open, setOpen] = useState(false);
  return (
    <ThemeProvider theme={theme}>
      <button onClick={() => setOpen(true)}>Details</button>
      <SideDrawer open={open} title="Payment" width={440} onClose={() => setOpen(false)}>
        All of it
      </SideDrawer>
    </ThemeProvider>
  );
}

it('a drawer is called by its title, holds the focus, and gives it back', async () => {
  render(<Page />);
  const opener = screen.getByRole('button', { name: 'Details' });
  opener.focus();
  fireEvent.click(opener);
  const drawer = screen.getByRole('dialog', { name: 'Payment' });
  expect(drawer).toHaveProperty('textContent', 'PaymentAll of it');
  await waitFor(() => expect(document.activeElement).not.toBe(opener));
  fireEvent.click(screen.getByRole('button', { name: 'Close' }));
  await waitFor(() => expect(document.activeElement).toBe(opener));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});
