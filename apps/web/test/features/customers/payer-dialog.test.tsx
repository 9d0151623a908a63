import { configure, fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { afterEach, describe, expect, it } from 'vitest';
import PayerDialog from '@/features/customers/payer-dialog';
import { charge, customer, customerPage, details } from '../../support/customers';
import { enter } from '../../support/enter';
import { answerSurroundings } from '../../support/people';
import { renderPage } from '../../support/render-page';
import { ORIGIN, server } from '../../support/server';

configure({ asyncUtilTimeout: 6_000, defaultHidden: true });

let closed = 0;
afterEach(() => (closed = 0));

/** The dialog, and the payments that it records. */
function show() {
  answerSurroundings();
  const recorded: unknown[] = [];
  const owing = details({ outstandingAmount: 50, openCharges: 1, charges: [charge(1)] });
  server.use(
    http.get(`${ORIGIN}/api/customers`, () => HttpResponse.json(customerPage([customer(1)]))),
    http.get(`${ORIGIN}/api/customers/cus_1`, () => HttpResponse.json(owing)),
    http.post(`${ORIGIN}/api/payments`, async ({ request }) => {
      recorded.push(await request.json());
      return HttpResponse.json({}, { status: 201 });
    }),
  );
  renderPage(<PayerDialog onClose={() => (closed += 1)} />);
  return recorded;
}

const press = async (name: string | RegExp) =>
  userEvent.click(await screen.findByRole('button', { name }));

describe('A payment recorded by hand', () => {
  it('is of the customer who is found, and of what is owed', async () => {
    const recorded = show();
    fireEvent.change(await screen.findByRole('searchbox'), { target: { value: 'cust' } });
    await press(/^Customer 1/);
    expect(await screen.findByLabelText('Amount in EUR')).toHaveValue('50.00');
    await press('Record the payment');
    await screen.findByText('€50.00 was recorded');
    expect(recorded).toEqual([
      { amount: 50, currency: 'EUR', method: 'card', status: 'completed', customerId: 'cus_1' },
    ]);
    expect(closed).toBe(1);
  });

  it('may be of somebody else, in any currency, and only expected', async () => {
    const recorded = show();
    await press('Somebody who is no customer');
    await press('Record the payment');
    expect(recorded).toEqual([]);
    enter(await screen.findByLabelText('Amount'), '1200');
    await userEvent.selectOptions(screen.getByLabelText('Currency'), 'JPY');
    await userEvent.selectOptions(screen.getByLabelText('The money'), 'pending');
    enter(screen.getByLabelText(/^Who paid/), 'order 2044');
    await press('Record the payment');
    await screen.findByText('¥1,200 was recorded');
    expect(recorded).toEqual([
      {
        amount: 1200,
        currency: 'JPY',
        method: 'card',
        status: 'pending',
        customerId: 'order 2044',
      },
    ]);
  });

  it('can be of another customer after all', async () => {
    show();
    fireEvent.change(await screen.findByRole('searchbox'), { target: { value: 'cust' } });
    await press(/^Customer 1/);
    await press('Back');
    expect(await screen.findByRole('searchbox')).toBeVisible();
    await press('Cancel');
    expect(closed).toBe(1);
  });
});
