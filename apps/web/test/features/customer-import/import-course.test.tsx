import { configure, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { column, COLUMNS, counts, customerImport, row } from '../../support/customer-imports';
import { ROWS, showImport as show } from '../../support/import-page';
import { router } from '../../support/router';
import { session, VIEWER } from '../../support/session';

configure({ asyncUtilTimeout: 6_000, defaultHidden: true });

const button = (name: string | RegExp) => screen.getByRole('button', { name });

beforeEach(() => {
  sessionStorage.clear();
  window.history.replaceState(null, '', '/customers/import/cim_1');
});
afterEach(() => window.history.replaceState(null, '', '/'));

describe('columns that nobody recognised', () => {
  const columns = [...COLUMNS, column(5, 'Vermerk', null, ['pays late'])];

  it('are asked for first, and the file is checked with what they mean', async () => {
    const { api, again } = show(customerImport({ columns }));
    const select = await screen.findByRole('combobox', { name: 'Column E, Vermerk, is read as' });
    await userEvent.selectOptions(select, 'Name (now column A)');
    expect(screen.getByText(/Name is read from another column now/)).toBeVisible();
    await userEvent.selectOptions(select, 'Notes');
    await userEvent.selectOptions(
      screen.getByRole('combobox', { name: 'Column A, Kunde, is read as' }),
      'Name',
    );
    api.after = () => api.next({ revision: 2, columns: columns.slice(0, 4) });
    await userEvent.click(button('Check again like that'));
    await waitFor(() => expect(window.location.search).toBe('?step=check'));
    again();
    expect(await screen.findByTestId('rows-create')).toBeVisible();
    expect(api.changes).toEqual([{ options: { columns: { notes: '#5' }, existing: 'update' } }]);
  });
});

describe('many rows', () => {
  it('are drawn some at a time, and their suggestions taken all at once', async () => {
    const many = Array.from({ length: 130 }, (_, place) => row(place + 2));
    show(customerImport({ counts: counts({ bad: 130 }) }), many);
    expect(await screen.findByTestId('rows-shown')).toHaveTextContent('100 of 130 shown.');
    expect(screen.getAllByTestId('bad-row')).toHaveLength(100);
    // By text: the roles of so many cells take long to work out.
    fireEvent.click(screen.getByText('Use all 130 suggestions'));
    expect(screen.getByLabelText('Check again (130 corrections)')).toBeEnabled();
    fireEvent.click(screen.getByText('Show more'));
    expect(screen.getAllByTestId('bad-row')).toHaveLength(130);
    expect(screen.queryByTestId('rows-shown')).toBeNull();
  });
});

describe('an import that is over, or cannot be', () => {
  it('is refused for a reason, and what would help is chosen right there', async () => {
    const message = 'the dates can be read both ways';
    const { api } = show(
      customerImport({
        state: 'refused',
        counts: null,
        reason: 'The dates can be read both ways.',
        reasonCode: 'dates_ambiguous',
        errors: [{ field: 'options.dateFormat', code: 'required', message }],
      }),
    );
    expect(await screen.findByTestId('refused-reason')).toHaveTextContent(/both ways/);
    expect(button('Check again like that')).toBeDisabled();
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Dates' }), 'day-first');
    api.after = () => api.next({ state: 'ready', counts: counts(), errors: [], reason: null });
    await userEvent.click(button('Check again like that'));
    expect(await screen.findByTestId('rows-create')).toBeVisible();
    expect(api.changes[0]?.options).toMatchObject({ dateFormat: 'day-first' });
  });

  it('is undone as a whole, and says what was kept', async () => {
    const outcome = { created: 470, updated: 10, unchanged: 0, skipped: 20, failed: 0 };
    const { api } = show(
      customerImport({ state: 'done', outcome, committedAt: '2026-11-28T09:05:00Z' }),
    );
    await userEvent.click(await screen.findByRole('button', { name: 'Undo this import' }));
    const dialog = await screen.findByRole('dialog', { name: 'Undo this import?' });
    expect(dialog).toHaveTextContent('470 customers that it added are deleted again.');
    api.after = () => {
      const undo = { removed: 469, restored: 10, kept: 1 };
      api.next({ state: 'undone', undo, undoneAt: '2026-11-28T09:06:00Z' });
    };
    await userEvent.click(within(dialog).getByRole('button', { name: 'Undo the import' }));
    expect(await screen.findByText(/469 deleted again, 10 as they were, 1 kept/)).toBeVisible();
    expect(api.undone).toBe(1);
  });

  it('is thrown away before it recorded anything', async () => {
    const { api } = show(customerImport());
    await userEvent.click(await screen.findByRole('button', { name: 'Discard' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Discard it' }));
    await waitFor(() => expect(router.push).toHaveBeenCalledWith('/customers/import'));
    expect(api.discarded).toBe(1);
  });

  it('goes on where it broke off', async () => {
    const committedAt = '2026-11-28T09:05:00Z';
    const { api } = show(
      customerImport({ state: 'failed', reason: 'The disk was full.', committedAt }),
    );
    api.after = () => api.next({ state: 'committing' });
    expect(await screen.findByText(/The disk was full\. It goes on/)).toBeVisible();
    await userEvent.click(button('Try again'));
    expect(await screen.findByTestId('import-running')).toBeVisible();
    expect(api.commits).toHaveLength(1);
  });

  it('is looked at only by those who may not import', async () => {
    show(customerImport(), ROWS, {
      load: () => Promise.resolve({ session: session({ permissions: VIEWER }) }),
    });
    expect(await screen.findByText(/B12|D12/)).toBeVisible();
    expect(screen.queryByRole('textbox')).toBeNull();
    expect(screen.queryByRole('button', { name: /^Import / })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Discard' })).toBeNull();
  });
});
