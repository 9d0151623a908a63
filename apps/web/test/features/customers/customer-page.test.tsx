import type { CustomerDetails, TimelineItem } from '@cashbeat/shared-types';
import { configure, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { afterEach, describe, expect, it } from 'vitest';
import { CustomerPage } from '@/features/customers/customer-page';
import { api } from '@/store/api';
import { charge, customer, customerPage, customerPayment, details } from '../../support/customers';
import { enter } from '../../support/enter';
import { answerSurroundings, member, problem } from '../../support/people';
import { renderPage } from '../../support/render-page';
import { router } from '../../support/router';
import { ORIGIN, server } from '../../support/server';
import { session, VIEWER } from '../../support/session';

// A dialog is fetched first, and a lot to draw, and to work out hidden roles of.
configure({ asyncUtilTimeout: 6_000, defaultHidden: true });

const FULL = details({
  name: 'Musterstadt',
  email: 'ap@musterstadt.example',
  phone: '+49 30 901820',
  outstandingAmount: 380,
  openCharges: 2,
  charges: [
    charge(1, { amount: 400, openAmount: 280, status: 'partial' }),
    charge(2),
    charge(3, {
      openAmount: 0,
      status: 'cancelled',
      cancelledOn: '2026-11-20',
      cancelReason: 'Twice',
    }),
  ],
  payments: [
    customerPayment(1, { amount: 120, allocations: [{ chargeId: 'chg_1', amount: 120 }] }),
    customerPayment(2, { currency: 'USD', counts: false }),
  ],
});

const step: TimelineItem = {
  id: 'aud_1',
  at: '2026-11-20T09:00:00.000Z',
  kind: 'customer_changed',
  actor: 'Ben Ode',
  reason: null,
  fields: ['phone', 'dueDate'],
  amount: null,
  currency: null,
  chargeId: null,
  paymentId: null,
  importId: null,
  fileName: null,
};

function show(found: CustomerDetails = FULL, parts = {}) {
  answerSurroundings();
  let stored = found;
  server.use(
    http.get(`${ORIGIN}/api/members`, () => HttpResponse.json([member()])),
    http.get(`${ORIGIN}/api/customers/cus_1`, () => HttpResponse.json(stored)),
    http.get(`${ORIGIN}/api/customers/:id/timeline`, () =>
      HttpResponse.json({ items: [step], nextCursor: null }),
    ),
  );
  window.history.replaceState(null, '', '/customers/cus_1');
  const { store } = renderPage(<CustomerPage id="cus_1" />, parts);
  return { store, become: (next: CustomerDetails) => (stored = next) };
}

/** What a request of a kind says. */
function hearing(method: 'post' | 'patch' | 'delete', path: string, answer = () => new Response()) {
  const heard: unknown[] = [];
  server.use(
    http[method](`${ORIGIN}/api${path}`, async ({ request }) => {
      const text = await request.text();
      heard.push(text ? JSON.parse(text) : null);
      return answer() as never;
    }),
  );
  return heard;
}

const open = async (name: string | RegExp) =>
  fireEvent.click(await screen.findByRole('button', { name }));
const choose = (name: string) => fireEvent.click(screen.getByRole('menuitem', { name }));

afterEach(() => window.history.replaceState(null, '', '/'));

describe('the page of a customer', () => {
  it('says what is owed, what was paid of it, how to reach them and what happened', async () => {
    show();
    expect(await screen.findByTestId('outstanding')).toHaveTextContent('€380.00');
    expect(screen.getByRole('link', { name: /ap@musterstadt/ })).toHaveAttribute(
      'href',
      'mailto:ap@musterstadt.example',
    );
    expect(screen.getByRole('link', { name: /901820/ })).toHaveAttribute('href', 'tel:+4930901820');
    const charges = within(screen.getByRole('table', { name: 'Charges' })).getAllByRole('row');
    expect(charges[1]).toHaveTextContent(/Invoice 1.*Partial.*€400.00.*€280.00/);
    expect(charges[3]).toHaveTextContent(/cancelled 20 Nov 2026: Twice/);
    const payments = screen.getAllByTestId('customer-payment');
    expect(payments[0]).toHaveTextContent('Pays €120.00 of Invoice 1.');
    expect(payments[1]).toHaveTextContent('Does not count: what is owed is in EUR.');
    expect(await screen.findByTestId('customer-timeline')).toHaveTextContent(
      /Customer changedphone, due date.*Ben Ode/,
    );
    await userEvent.click(within(payments[0]!).getByRole('button'));
    expect(window.location.search).toBe('?payment=pay_1');
  });

  it('follows what the socket tells of', async () => {
    const { store, become } = show();
    await screen.findByTestId('outstanding');
    become(details({ outstandingAmount: 12.5, status: 'partial' }));
    store.dispatch(api.util.invalidateTags(['Customer']));
    await waitFor(() => expect(screen.getByTestId('outstanding')).toHaveTextContent('€12.50'));
  });

  it('says that there is none, and leads on from an id that was merged', async () => {
    show(details({ id: 'cus_7' }));
    await waitFor(() => expect(router.replace).toHaveBeenCalledWith('/customers/cus_7'));
    server.use(
      http.get(`${ORIGIN}/api/customers/cus_0`, () => problem(404, 'customer_not_found', 'None')),
    );
    renderPage(<CustomerPage id="cus_0" />);
    expect(await screen.findByText('There is no such customer')).toBeVisible();
  });

  it('offers a viewer nothing, and says why', async () => {
    show(FULL, { load: () => Promise.resolve({ session: session({ permissions: VIEWER }) }) });
    expect(await screen.findByText('As owner you cannot change customers.')).toBeVisible();
    await screen.findByTestId('outstanding');
    for (const name of ['Edit', 'Add a charge', /^Actions for/]) {
      expect(screen.queryByRole('button', { name })).toBeNull();
    }
  });

  it('of one that is deleted offers to restore it, and nothing else', async () => {
    show(details({ deletedAt: '2026-11-20T09:00:00.000Z' }));
    const restored = hearing('post', '/customers/cus_1/restore');
    await open('Restore');
    expect(await screen.findByText('Customer 1 is back')).toBeVisible();
    expect(restored).toHaveLength(1);
    expect(screen.queryByRole('button', { name: 'Edit' })).toBeNull();
  });

  it('deletes it, and takes that back', async () => {
    show();
    const removed = hearing(
      'delete',
      '/customers/cus_1',
      () => new Response(null, { status: 204 }),
    );
    const restored = hearing('post', '/customers/cus_1/restore');
    await open('More');
    choose('Delete');
    expect(await screen.findByText('Musterstadt was deleted')).toBeVisible();
    await open('Undo');
    expect(await screen.findByText('Musterstadt is back')).toBeVisible();
    expect([removed.length, restored.length]).toEqual([1, 1]);
  });
});

describe('what is owed', () => {
  it('grows by a charge', async () => {
    show();
    const added = hearing('post', '/customers/cus_1/charges', () => HttpResponse.json(charge(4)));
    await open('Add a charge');
    await open('Add the charge');
    expect(await screen.findByText('Enter the day it is to be paid by.')).toBeVisible();
    enter(screen.getByLabelText('Amount in EUR'), '75');
    enter(screen.getByLabelText('Due date'), '2026-12-15');
    enter(screen.getByLabelText(/^Charged on/), '2026-12-16');
    await open('Add the charge');
    expect(await screen.findByText('This is after the due date.')).toBeVisible();
    enter(screen.getByLabelText(/^Charged on/), '');
    enter(screen.getByLabelText(/^Description/), 'Late fee');
    await open('Add the charge');
    await screen.findByText('The charge was added');
    expect(added).toEqual([{ amount: 75, dueDate: '2026-12-15', description: 'Late fee' }]);
  });

  it('is changed at a charge, also over what somebody else changed', async () => {
    show();
    const current = charge(2, { dueDate: '2027-01-15', version: 3 });
    let asked = 0;
    const changed = hearing('patch', '/customers/cus_1/charges/chg_2', () => {
      asked += 1;
      if (asked > 1) return HttpResponse.json(current) as never;
      const answer = { code: 'charge_changed_meanwhile', title: '', detail: 'x', current };
      return HttpResponse.json({ ...answer, fields: ['dueDate'] }, { status: 409 }) as never;
    });
    await open('Actions for Invoice 2');
    choose('Edit…');
    enter(await screen.findByLabelText('Due date'), '2027-02-01');
    await open('Save');
    const theirs = await screen.findByRole('radio', { name: 'Theirs: 15 Jan 2027' });
    expect(theirs).not.toBeChecked();
    await open('Save what is chosen');
    await screen.findByText('The charge was saved');
    expect(changed).toEqual([
      { dueDate: '2027-02-01', version: 1 },
      { dueDate: '2027-02-01', version: 3 },
    ]);
  });

  it('falls by a charge that is cancelled, with a reason', async () => {
    show();
    const cancelled = hearing('post', '/customers/cus_1/charges/chg_1/cancel', () =>
      HttpResponse.json(charge(1)),
    );
    await open('Actions for Invoice 1');
    choose('Cancel…');
    expect(await screen.findByText(/€280.00 of €400.00 is open/)).toBeVisible();
    enter(screen.getByLabelText(/^Reason/), 'Charged twice');
    await open('Cancel the charge');
    await screen.findByText('The charge was cancelled');
    expect(cancelled).toEqual([{ version: 1, reason: 'Charged twice' }]);
  });

  it('falls by a payment: all that is owed unless something else is typed', async () => {
    show();
    const paid = hearing('post', '/payments', () => HttpResponse.json({}, { status: 201 }));
    await open('Record payment');
    const amount = await screen.findByLabelText('Amount in EUR');
    expect(amount).toHaveValue('380.00');
    enter(amount, '100');
    await userEvent.selectOptions(screen.getByLabelText('Pays first'), 'chg_2');
    await open('Record the payment');
    await screen.findByText('€100.00 was recorded');
    expect(paid).toEqual([
      {
        amount: 100,
        currency: 'EUR',
        method: 'card',
        status: 'completed',
        customerId: 'cus_1',
        chargeId: 'chg_2',
      },
    ]);
  });

  it('goes over to another customer, after it was said what that means', async () => {
    show();
    server.use(
      http.get(`${ORIGIN}/api/customers`, () =>
        HttpResponse.json(customerPage([customer(1), customer(5, { version: 6 })])),
      ),
    );
    const merged = hearing('post', '/customers/cus_5/merge', () => HttpResponse.json(customer(5)));
    await open('More');
    choose('Merge into…');
    fireEvent.change(await screen.findByRole('searchbox', { name: 'Find the other customer' }), {
      target: { value: 'cust' },
    });
    const found = await screen.findByRole('list', { name: 'Customers found' });
    expect(within(found).getAllByRole('button')).toHaveLength(1);
    await open(/^Customer 5/);
    expect(screen.getByRole('group', { name: 'Stays' })).toHaveTextContent('Customer 5');
    expect(screen.getByText(/2 open charges \(€380.00\)/)).toBeVisible();
    await open('The other way round');
    expect(screen.getByRole('group', { name: 'Stays' })).toHaveTextContent('Musterstadt');
    await open('The other way round');
    await open('Merge for good');
    await waitFor(() => expect(router.push).toHaveBeenCalledWith('/customers/cus_5'));
    expect(merged).toEqual([{ version: 6, sourceId: 'cus_1' }]);
  });
});
