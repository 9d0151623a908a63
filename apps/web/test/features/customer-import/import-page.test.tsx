import { configure, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http } from 'msw';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { counts, customerImport, fault, row } from '../../support/customer-imports';
import { showImport as show } from '../../support/import-page';
import { IMPORTS } from '../../support/import-server';
import { problem } from '../../support/people';
import { server } from '../../support/server';

configure({ asyncUtilTimeout: 6_000, defaultHidden: true });

const cell = (name: string) => screen.findByRole('textbox', { name });
const button = (name: string | RegExp) => screen.getByRole('button', { name });

beforeEach(() => {
  sessionStorage.clear();
  window.history.replaceState(null, '', '/customers/import/cim_1');
});
afterEach(() => window.history.replaceState(null, '', '/'));

describe('the check of an import', () => {
  it('passes columns over that were recognised, and says what the file would do', async () => {
    show(customerImport());
    expect(await screen.findByTestId('rows-create')).toHaveTextContent('470New');
    expect(screen.getByTestId('rows-bad')).toHaveAttribute('aria-selected', 'true');
    expect(screen.getByTestId('control-totals')).toHaveTextContent('€61,250.00 EUR');
    expect(screen.getByText('4 of 4 recognised')).toBeInTheDocument();
    expect(screen.getByText(/^Checked: 470 new/)).toBeInTheDocument();
    expect(await cell('Due date, row 12')).toHaveValue('31.02.2026');
    expect(screen.getAllByText('This is no day of the calendar.')).toHaveLength(2);
  });

  it('sends all corrections at once, and shows what is wrong still', async () => {
    const { api } = show(customerImport());
    const person = userEvent.setup();
    const other = await cell('Due date, row 13');
    await person.clear(other);
    await person.type(other, '30.11.2026');
    await person.click(button('Use “28.02.2026”'));
    expect(await cell('Due date, row 12')).toHaveValue('28.02.2026');
    expect(screen.getByText(/now “30.11.2026”/)).toBeVisible();

    api.after = () => {
      const problems = [fault(13, { message: 'is too early' })];
      api.rows = [row(13, { cells: { name: 'N', due_date: '30.11.2026' }, problems })];
      api.next({ revision: 2, counts: counts({ create: 471, bad: 1 }) });
    };
    await person.click(button('Check again (2 corrections)'));
    expect(await screen.findByText('This is too early.')).toBeVisible();
    expect(api.changes).toEqual([
      {
        fixes: [
          { row: 12, field: 'due_date', value: '28.02.2026' },
          { row: 13, field: 'due_date', value: '30.11.2026' },
        ],
      },
    ]);
    expect(screen.queryByRole('textbox', { name: 'Due date, row 12' })).toBeNull();
    expect(button('Import 481 rows')).toBeEnabled();
    expect(sessionStorage).toHaveLength(0);
  });

  it('loses nothing that was typed when the server does not answer, nor by a reload', async () => {
    show(customerImport());
    server.use(
      http.patch(`${IMPORTS}/cim_1`, () => problem(503, 'database_unavailable', 'Not now.')),
    );
    const person = userEvent.setup();
    const due = await cell('Due date, row 12');
    await person.clear(due);
    await person.type(due, '1.3.2026');
    await person.click(button('Leave out row 13'));
    await person.click(button('Check again (2 corrections)'));
    expect(await screen.findByText(/Your corrections are kept.*Not now/)).toBeVisible();
    expect(due).toHaveValue('1.3.2026');
    expect(JSON.parse(sessionStorage.getItem('cashbeat.import-corrections.cim_1')!)).toEqual({
      cells: { 12: { due_date: '1.3.2026' } },
      leaveOut: [13],
      takeIn: [],
    });
  });

  it('takes up again what was typed before a reload', async () => {
    const kept = { cells: { 12: { due_date: '1.3.2026' } }, leaveOut: [13], takeIn: [] };
    sessionStorage.setItem('cashbeat.import-corrections.cim_1', JSON.stringify(kept));
    show(customerImport());
    const person = userEvent.setup();
    expect(await cell('Due date, row 12')).toHaveValue('1.3.2026');
    await person.click(button('Take it back in'));
    expect(await cell('Due date, row 13')).toHaveValue('31.02.2026');
    await person.click(button('Forget them'));
    expect(await cell('Due date, row 12')).toHaveValue('31.02.2026');
  });

  it('is moved about in by keys', async () => {
    show(customerImport());
    const person = userEvent.setup();
    const [first, second] = [await cell('Due date, row 12'), await cell('Due date, row 13')];
    await person.click(first);
    await person.keyboard('{Enter}');
    expect(second).toHaveFocus();
    await person.keyboard('{ArrowUp}');
    expect(first).toHaveFocus();
    await person.keyboard('5{Escape}');
    expect(first).toHaveValue('31.02.2026');
    await person.keyboard('{Home}{ArrowLeft}{ArrowLeft}');
    expect(button('External id, row 12: K-12')).toHaveFocus();
    await person.keyboard('X');
    expect(await cell('External id, row 12')).toHaveValue('X');
    await person.keyboard('9');
    expect(await cell('External id, row 12')).toHaveValue('X9');
    await person.keyboard('{Escape}');
    await waitFor(() => expect(button('External id, row 12: K-12')).toHaveFocus());
  });

  it('shows what changes of customers on record, and leads to them', async () => {
    const { api, again } = show(customerImport());
    await userEvent.click(await screen.findByTestId('rows-update'));
    expect(window.location.search).toBe('?rows=update');
    again();
    const changed = await screen.findByTestId('changed-row');
    expect(within(changed).getByRole('link', { name: 'Customer 20' })).toHaveAttribute(
      'href',
      '/customers/cus_20',
    );
    expect(changed).toHaveTextContent('Phonebefore: empty after: +49 30 1');
    expect(api.listed.at(-1)).toBe('outcome=update&limit=200');
  });

  it('imports what was looked at, and watches it until it is done', async () => {
    const { api } = show(customerImport());
    api.after = () => api.next({ state: 'committing', progress: 0.4 });
    await userEvent.click(await screen.findByRole('button', { name: 'Import 480 rows' }));
    const dialog = await screen.findByRole('dialog', { name: 'Import 480 rows?' });
    expect(dialog).toHaveTextContent('2 rows with problems are left out');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Import 480 rows' }));
    expect(await screen.findByTestId('import-running')).toHaveTextContent('40 %');
    expect(api.commits).toEqual([{ revision: 1, skipBad: true }]);
    api.next({
      state: 'done',
      committedAt: '2026-11-28T09:05:00Z',
      outcome: { created: 470, updated: 10, unchanged: 0, skipped: 2, failed: 0 },
    });
    expect(await screen.findByTestId('import-result')).toHaveTextContent('470 added, 10 changed');
    const { asked } = api;
    await new Promise((done) => setTimeout(done, 900));
    expect(api.asked).toBe(asked);
  });
});
