import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { useMemo } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Command } from '@/features/commands/command';
import { CommandButton } from '@/features/commands/command-button';
import { CommandHost } from '@/features/commands/command-host';
import { useCommands } from '@/features/commands/command-registry';
import { renderPage } from '../support/render-page';
import { router } from '../support/router';
import { organisation } from '../support/samples';
import { ORIGIN, server } from '../support/server';
import { session, VIEWER } from '../support/session';

const counted = vi.fn();

function Page() {
  useCommands(
    useMemo<Command[]>(
      () => [
        { id: 'count', group: 'This page', title: 'Count the coins', keys: 'c', run: counted },
      ],
      [],
    ),
  );
  return (
    <main>
      <CommandButton />
      <input aria-label="Amount" />
    </main>
  );
}

const page = (
  <CommandHost>
    <Page />
  </CommandHost>
);

const field = () => screen.findByRole('combobox', { name: 'Find a command' }, { timeout: 10_000 });
const titles = () => screen.getAllByRole('option').map(({ textContent }) => textContent);

beforeEach(() => {
  localStorage.clear();
  counted.mockReset();
  server.use(http.get(`${ORIGIN}/api/organisation`, () => HttpResponse.json(organisation)));
});
afterEach(() => vi.restoreAllMocks());

describe('the command palette', () => {
  it('opens by keys and by its button, and finds what is typed', async () => {
    renderPage(page);
    await userEvent.click(screen.getByRole('button', { name: /Find or go to/ }));
    expect(await field()).toHaveFocus();
    await userEvent.keyboard('{Control>}k{/Control}');
    await waitFor(() => expect(screen.queryByRole('combobox')).toBeNull());
    await userEvent.keyboard('{Control>}k{/Control}');
    await userEvent.type(await field(), 'audit');
    expect(titles()[0]).toMatch(/^Audit log/);
    await userEvent.keyboard('{Enter}');
    expect(router.push).toHaveBeenCalledWith('/settings/audit');
    await waitFor(() => expect(screen.queryByRole('combobox')).toBeNull());
  });

  it('is a combobox: the field keeps the keyboard and names the option that arrows choose', async () => {
    renderPage(page);
    await userEvent.keyboard('{Meta>}k{/Meta}');
    const input = await field();
    const chosen = () => screen.getByRole('option', { selected: true });
    expect(input).toHaveAttribute('aria-activedescendant', chosen().id);
    const first = chosen();
    await userEvent.keyboard('{ArrowUp}');
    expect(chosen()).toBe(screen.getAllByRole('option').at(-1));
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    expect(chosen()).not.toBe(first);
    expect(input).toHaveAttribute('aria-activedescendant', chosen().id);
    expect(input).toHaveFocus();
    const groups = within(screen.getByRole('listbox')).getAllByRole('group');
    expect(groups.map((group) => group.getAttribute('aria-labelledby'))).not.toContain(null);
  });

  it('offers what the page adds, for as long as it is there', async () => {
    const { rerender } = renderPage(page);
    await userEvent.keyboard('{Control>}k{/Control}');
    await userEvent.type(await field(), 'coins{Enter}');
    expect(counted).toHaveBeenCalledOnce();
    rerender(<CommandHost>{null}</CommandHost>);
    await userEvent.keyboard('{Control>}k{/Control}');
    await userEvent.type(await field(), 'coins');
    expect(titles()).toEqual(['Search payments for “coins”', 'Search customers for “coins”']);
  });

  it('looks for a payment by what no command is called', async () => {
    renderPage(page);
    await userEvent.keyboard('{Control>}k{/Control}');
    await userEvent.type(await field(), 'INV-77{Enter}');
    expect(router.push).toHaveBeenCalledWith('/payments?q=INV-77');
  });

  it('offers nothing that the role does not allow', async () => {
    const load = () => Promise.resolve({ session: session({ permissions: VIEWER }) });
    renderPage(page, { load });
    await userEvent.keyboard('{Control>}k{/Control}');
    await field();
    await screen.findByRole('option', { name: /Members/ });
    expect(screen.queryByRole('option', { name: /Audit log/ })).toBeNull();
    expect(screen.queryByRole('option', { name: /API keys/ })).toBeNull();
  });
});

describe('keyboard shortcuts', () => {
  it('lead to pages, in two keys', async () => {
    renderPage(page);
    await screen.findByRole('button', { name: /Find or go to/ });
    await userEvent.keyboard('gp');
    await waitFor(() => expect(router.push).toHaveBeenCalledWith('/payments'));
  });

  it('do nothing while somebody types', async () => {
    renderPage(page);
    await userEvent.type(screen.getByRole('textbox', { name: 'Amount' }), 'c');
    expect(counted).not.toHaveBeenCalled();
    act(() => screen.getByRole('textbox').blur());
    await userEvent.keyboard('c');
    await waitFor(() => expect(counted).toHaveBeenCalledOnce());
  });

  it('are listed, and can be turned off', async () => {
    renderPage(page);
    await userEvent.keyboard('?');
    const sheet = await screen.findByRole('dialog', { name: 'Keyboard shortcuts' });
    expect(within(sheet).getByText('Count the coins')).toBeVisible();
    await userEvent.click(within(sheet).getByRole('checkbox'));
    fireEvent.keyDown(sheet, { key: 'Escape' });
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await userEvent.keyboard('c');
    expect(counted).not.toHaveBeenCalled();
    await userEvent.keyboard('{Control>}k{/Control}');
    expect(await field()).toBeVisible();
  });
});
