import type { Customer } from '@cashbeat/shared-types';
import { configure, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { SnackbarProvider } from 'notistack';
import { VirtuosoMockContext } from 'react-virtuoso';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CustomersView } from '@/features/customers/customers-view';
import { customer, customerPage } from '../../support/customers';
import { answerSurroundings, benAsAgent, member, problem } from '../../support/people';
import { renderWithStore } from '../../support/render';
import { router } from '../../support/router';
import { ORIGIN, server } from '../../support/server';
import { session, VIEWER } from '../../support/session';

// What roles are hidden is worked out element by element, which takes long in a table.
configure({ asyncUtilTimeout: 6_000, defaultHidden: true });

const LIST = [
  customer(1, { status: 'overdue', daysOverdue: 12, tags: ['north'] }),
  customer(2, { outstandingAmount: 0, status: 'paid', dueDate: null, openCharges: 0 }),
  customer(3, { status: 'partial' }),
];

function show(address: string, list: Customer[] = LIST, parts = {}) {
  const asked: string[] = [];
  answerSurroundings();
  server.use(
    http.get(`${ORIGIN}/api/members`, () => HttpResponse.json([member(), benAsAgent])),
    http.get(`${ORIGIN}/api/customers`, ({ request }) => {
      asked.push(new URL(request.url).search);
      return HttpResponse.json(customerPage(list));
    }),
  );
  window.history.replaceState(null, '', address);
  const view = () => (
    <SnackbarProvider>
      <VirtuosoMockContext.Provider value={{ viewportHeight: 600, itemHeight: 50 }}>
        <CustomersView />
      </VirtuosoMockContext.Provider>
    </SnackbarProvider>
  );
  const page = renderWithStore(view(), parts);
  // Next tells of a new address by itself; its stand-in does not.
  return { asked, again: () => page.rerender(view()) };
}

const table = () => screen.findByRole('table', { name: 'Customers' }, { timeout: 8_000 });
const rows = () => screen.getAllByTestId('customer-row');
const tick = (n: number) => screen.getByRole('checkbox', { name: `Select Customer ${n}` });

beforeEach(() => localStorage.clear());
afterEach(() => window.history.replaceState(null, '', '/'));

describe('the list of customers', () => {
  it('says who owes what, and leads to each of them', async () => {
    show('/customers');
    await table();
    expect(rows()).toHaveLength(3);
    expect(within(rows()[0]!).getByText('Overdue · 12 days')).toBeVisible();
    expect(within(rows()[0]!).getByText('€100.00')).toBeVisible();
    expect(within(rows()[0]!).getByText('K-1')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Customer 2' })).toHaveAttribute(
      'href',
      '/customers/cus_2',
    );
    expect(screen.getByTestId('customer-total')).toHaveTextContent('3');
    await userEvent.click(rows()[2]!);
    expect(router.push).toHaveBeenCalledWith('/customers/cus_3');
  });

  it('is sorted by the heads of its columns', async () => {
    const { asked, again } = show('/customers?status=overdue');
    await table();
    expect(screen.getByRole('columnheader', { name: 'Name' })).toHaveAttribute(
      'aria-sort',
      'ascending',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Outstanding' }));
    expect(window.location.search).toBe('?status=overdue&sort=-outstandingAmount');
    again();
    expect(screen.getByRole('columnheader', { name: 'Outstanding' })).toHaveAttribute(
      'aria-sort',
      'descending',
    );
    await waitFor(() => expect(asked.at(-1)).toContain('sort=-outstandingAmount'));
    screen.getByRole('button', { name: 'Outstanding' }).focus();
    await userEvent.keyboard('{Enter}');
    expect(window.location.search).toBe('?status=overdue&sort=outstandingAmount');
  });

  it('shows the columns that are chosen, also the next time', async () => {
    show('/customers');
    await table();
    expect(screen.queryByRole('columnheader', { name: 'External id' })).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Columns' }));
    await userEvent.click(screen.getByRole('checkbox', { name: 'External id' }));
    await userEvent.click(screen.getByRole('checkbox', { name: 'Agent' }));
    expect(screen.getByRole('checkbox', { name: 'Name' })).toBeDisabled();
    const heads = screen.getAllByRole('columnheader', { hidden: true }).map((h) => h.textContent);
    expect(heads).toContain('External id');
    expect(heads).not.toContain('Agent');
    expect(localStorage.getItem('cashbeat.customer-columns')).toContain('externalId');
    await userEvent.click(screen.getByRole('button', { name: 'As many as fit' }));
    expect(localStorage.getItem('cashbeat.customer-columns')).toBe('');
  });

  it('is asked by what the menus choose', async () => {
    const { again } = show('/customers');
    await table();
    const choose = async (menu: string, option: string) => {
      await userEvent.selectOptions(screen.getByRole('combobox', { name: menu }), option);
      again();
    };
    await choose('Status', 'Open');
    expect(window.location.search).toBe('?status=overdue&status=partial&status=pending');
    await choose('Status', 'Deleted');
    expect(window.location.search).toBe('?deleted=true');
    await choose('Status', 'Any status');
    await choose('Agent', 'Unassigned');
    expect(window.location.search).toBe('?agent=none');
    fireEvent.change(screen.getByLabelText('Due from'), { target: { value: '2026-12-01' } });
    await waitFor(() => expect(window.location.search).toBe('?dueFrom=2026-12-01&agent=none'));
    again();
    fireEvent.change(screen.getByLabelText(/^Due up to/), { target: { value: '2026-12-31' } });
    await waitFor(() =>
      expect(window.location.search).toBe('?dueFrom=2026-12-01&dueTo=2026-12-31&agent=none'),
    );
  });

  it('offers a viewer nothing that would be refused', async () => {
    show('/customers', LIST, {
      load: () => Promise.resolve({ session: session({ permissions: VIEWER }) }),
    });
    await table();
    expect(screen.queryByRole('button', { name: 'New customer' })).toBeNull();
    expect(screen.queryByRole('checkbox')).toBeNull();
  });

  it('says what to do while there is nobody, and when nobody matches', async () => {
    show('/customers', []);
    expect(await screen.findByText('No customers yet')).toBeVisible();
    expect(screen.getAllByRole('button', { name: 'New customer' })).toHaveLength(2);
  });

  it('says when nobody matches, and how to find all again', async () => {
    show('/customers?q=nobody', []);
    await userEvent.click(await screen.findByRole('button', { name: 'Remove all filters' }));
    expect(window.location.search).toBe('');
  });

  it('says why it could not be had, and asks again', async () => {
    const { asked } = show('/customers');
    server.use(
      http.get(`${ORIGIN}/api/customers`, () => problem(500, 'internal', 'It broke.'), {
        once: true,
      }),
    );
    expect(await screen.findByText('It broke.')).toBeVisible();
    expect(screen.getByText('req_9')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await table();
    expect(asked).toHaveLength(1);
  });
});

describe('many customers at once', () => {
  async function changing(outcome: (body: { customerIds: string[] }) => object) {
    const bodies: object[] = [];
    show('/customers');
    server.use(
      http.post(`${ORIGIN}/api/customers/bulk`, async ({ request }) => {
        const body = (await request.json()) as { customerIds: string[] };
        bodies.push(body);
        return HttpResponse.json({ changed: [], unchanged: [], missing: [], ...outcome(body) });
      }),
    );
    await table();
    return bodies;
  }

  it('are ticked by a range, given to a member, and given back', async () => {
    const bodies = await changing(({ customerIds }) => ({ changed: customerIds }));
    await userEvent.click(tick(1));
    await userEvent.keyboard('{Shift>}');
    fireEvent.click(tick(3), { shiftKey: true });
    await userEvent.keyboard('{/Shift}');
    expect(screen.getByText('3 selected')).toBeVisible();
    await userEvent.click(await screen.findByRole('button', { name: 'Assign to' }));
    await userEvent.click(screen.getByRole('menuitem', { name: /^Ben/ }));
    const customerIds = ['cus_1', 'cus_2', 'cus_3'];
    await waitFor(() => expect(bodies).toEqual([{ customerIds, agentId: benAsAgent.userId }]));
    await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(bodies).toHaveLength(2));
    expect(bodies[1]).toEqual({ customerIds, agentId: null });
  });

  it('are deleted, and come back', async () => {
    const bodies = await changing(({ customerIds }) => ({ changed: customerIds }));
    const restored: string[] = [];
    server.use(
      http.post(`${ORIGIN}/api/customers/:id/restore`, ({ params }) => {
        restored.push(String(params.id));
        return HttpResponse.json(customer(1));
      }),
    );
    await userEvent.click(screen.getByRole('checkbox', { name: 'Select all that are loaded' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Delete' }));
    expect(await screen.findByText('3 customers were deleted')).toBeVisible();
    expect(bodies).toEqual([{ customerIds: ['cus_1', 'cus_2', 'cus_3'], delete: true }]);
    expect(screen.queryByText('3 selected')).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Undo' }));
    expect(await screen.findByText('Taken back')).toBeVisible();
    expect(restored).toHaveLength(3);
  });

  it('are tagged; it is said when nothing had to change', async () => {
    const bodies = await changing(() => ({ unchanged: ['cus_1'] }));
    await userEvent.click(tick(1));
    await userEvent.click(await screen.findByRole('button', { name: 'Add tag…' }));
    await userEvent.type(screen.getByRole('textbox', { name: 'Tag' }), 'north{Enter}');
    expect(await screen.findByText('It was so already')).toBeVisible();
    expect(bodies).toEqual([{ customerIds: ['cus_1'], addTags: ['north'] }]);
  });
});
