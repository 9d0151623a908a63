import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { RouterContext } from 'next/dist/shared/lib/router-context.shared-runtime';
import type { NextRouter } from 'next/router';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ShellLink } from '@/features/shell/shell-link';
import { UserButton } from '@/features/shell/user-button';
import { renderPage } from '../support/render-page';
import { ana } from '../support/session';

afterEach(() => vi.restoreAllMocks());

describe('a link of the shell', () => {
  it('stays on the page without the network, and says why', async () => {
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    const next = { push: vi.fn(), prefetch: () => Promise.resolve() };
    renderPage(
      <RouterContext value={next as unknown as NextRouter}>
        <ShellLink href="/payments">Payments</ShellLink>
      </RouterContext>,
    );
    const followed = fireEvent.click(screen.getByRole('link', { name: 'Payments' }));
    expect(followed).toBe(false);
    expect(next.push).not.toHaveBeenCalled();
    expect(await screen.findByText(/You are offline; pages open again/)).toBeVisible();
  });
});

describe('the account of the shell', () => {
  it('is a dialog: a menu for the ways out of here, and the theme beside it', async () => {
    renderPage(<UserButton />);
    const button = await screen.findByRole('button', { name: `Account of ${ana.name}` });
    expect(button).toHaveAttribute('aria-haspopup', 'dialog');
    await userEvent.click(button);
    const dialog = await screen.findByRole('dialog', { name: 'Account' });
    expect(dialog).toHaveAttribute('id', button.getAttribute('aria-controls'));
    const menu = within(dialog).getByRole('menu');
    const items = within(menu).getAllByRole('menuitem');
    expect(items.map(({ textContent }) => textContent)).toEqual([
      'Profile',
      'Security and sessions',
      'Sign out',
    ]);
    expect(items[0]).toHaveFocus();
    expect(menu).not.toContainElement(within(dialog).getByRole('group', { name: 'Theme' }));
    await userEvent.keyboard('{ArrowDown}');
    expect(items[1]).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(button).toHaveFocus();
  });
});
