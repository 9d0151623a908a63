import type { Payment, PaymentDetails } from '@cashbeat/shared-types';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { SnackbarProvider } from 'notistack';
import { describe, expect, it } from 'vitest';
import { PaymentActions } from '@/features/payments/payment-actions';
import { useGetPaymentQuery } from '@/features/payments/payments-api';
import { paymentEvent } from '../support/samples';
import { renderWithStore } from '../support/render';
import { acme, session } from '../support/session';
import { ORIGIN, server } from '../support/server';

interface Sent {
  action: string;
  body: unknown;
  key: string | null;
}

function Shown({ id }: { id: string }) {
  const { data } = useGetPaymentQuery(id);
  return data ? <PaymentActions payment={data} /> : null;
}

/** A payment of an API whose answers the test chooses; `answer` may change the payment. */
function show(
  change: Partial<Payment>,
  answer: (payment: Payment, sent: Sent) => Response = (payment) => HttpResponse.json(payment),
  locale = 'en-GB',
) {
  const payment: PaymentDetails = {
    ...paymentEvent(1).payment,
    amount: 1500,
    timeline: [],
    ...change,
  };
  const sent: Sent[] = [];
  server.use(
    http.get(`${ORIGIN}/api/payments/:id`, () => HttpResponse.json(payment)),
    http.post(`${ORIGIN}/api/payments/:id/:action`, async ({ request, params }) => {
      const one = {
        action: String(params.action),
        body: await request.json(),
        key: request.headers.get('idempotency-key'),
      };
      sent.push(one);
      return answer(payment, one);
    }),
  );
  renderWithStore(
    <SnackbarProvider>
      <Shown id={payment.id} />
    </SnackbarProvider>,
    { load: () => Promise.resolve({ session: session({ tenant: { ...acme, locale } }) }) },
  );
  return { sent, payment };
}

async function openRefund() {
  await userEvent.click(await screen.findByRole('button', { name: 'Refund…' }));
  return screen.getByRole('textbox', { name: 'Amount in EUR' });
}

async function type(field: HTMLElement, text: string) {
  await userEvent.clear(field);
  if (text) await userEvent.type(field, text);
}

const submit = () => screen.getByRole('button', { name: /^Refund/ });

describe('a refund', () => {
  it('never takes a thousand for one: the button says what it sends', async () => {
    const { sent } = show({});
    const field = await openRefund();
    await type(field, '1,500');
    expect(field).toBeInvalid();
    expect(screen.getByText(/A comma could mean two things/)).toBeVisible();
    expect(submit()).toBeDisabled();
    await type(field, '1,250.50');
    await userEvent.click(screen.getByRole('button', { name: 'Refund €1,250.50' }));
    expect(await screen.findByText('Refund recorded')).toBeVisible();
    expect(sent).toMatchObject([{ body: { amount: 1250.5 } }]);
  });

  it('is typed as the organisation writes amounts', async () => {
    const { sent } = show({}, undefined, 'de-DE');
    const field = await openRefund();
    await waitFor(() => expect(field).toHaveValue('1500,00'));
    await type(field, '1.500');
    expect(screen.getByText(/A point could mean two things: type it as 1500,00/)).toBeVisible();
    await type(field, '1.250,50');
    await userEvent.click(screen.getByRole('button', { name: /^Refund 1\.250,50\s€$/ }));
    expect(await screen.findByText('Refund recorded')).toBeVisible();
    expect(sent).toMatchObject([{ body: { amount: 1250.5 } }]);
  });

  it.each(['1e2', '0x10', '1.999', '-5', '0', ''])('of "%s" is not sent', async (text) => {
    const { sent } = show({});
    await type(await openRefund(), text);
    expect(submit()).toBeDisabled();
    await userEvent.keyboard('{Enter}');
    expect(sent).toEqual([]);
  });

  it('of more than is left is refused at the field, as money', async () => {
    show({ refundedAmount: 552.91 });
    await type(await openRefund(), '1500');
    expect(screen.getByText('At most €947.09 is left to refund.')).toBeVisible();
    expect(submit()).toBeDisabled();
  });

  it('of everything says so', async () => {
    const { sent } = show({ refundedAmount: 552.91 });
    await openRefund();
    await userEvent.click(screen.getByRole('button', { name: 'Refund all €947.09' }));
    await waitFor(() => expect(sent).toMatchObject([{ body: { amount: 947.09 } }]));
  });

  it('can be called off, and has no second button beside its form', async () => {
    show({});
    await openRefund();
    expect(screen.queryByRole('button', { name: 'Refund…' })).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(screen.getByRole('button', { name: 'Refund…' })).toBeVisible();
  });

  it('that came second asks again for what is left, without the words of the API', async () => {
    const detail = 'Payment pay_1 has 947.09 EUR left to refund, not 1500.00.';
    show({}, (payment) => {
      Object.assign(payment, { refundedAmount: 552.91, version: 2 });
      return HttpResponse.json(
        { code: 'illegal_transition', detail, refundable: 947.09, currency: 'EUR' },
        { status: 409 },
      );
    });
    await openRefund();
    await userEvent.click(submit());
    expect(await screen.findByText('At most €947.09 is left to refund.')).toBeVisible();
    expect(screen.queryByText(/pay_1/)).toBeNull();
  });
});

describe('a payment marked as failed', () => {
  it('asks for the reason in place of the steps, and can be called off', async () => {
    const { sent } = show({ status: 'pending' });
    await userEvent.click(await screen.findByRole('button', { name: 'Mark as failed…' }));
    expect(screen.queryByRole('button', { name: 'Mark as failed…' })).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    await userEvent.click(screen.getByRole('button', { name: 'Mark as failed…' }));
    await userEvent.click(screen.getByRole('button', { name: 'Mark as failed' }));
    await waitFor(() => expect(sent).toMatchObject([{ body: { failureCode: 'card_declined' } }]));
  });
});

describe('an action whose answer is lost', () => {
  const lost = () => HttpResponse.error();

  it('promises nothing, and is tried again under the same key', async () => {
    const { sent } = show({}, lost);
    await type(await openRefund(), '100');
    await userEvent.click(submit());
    expect(await screen.findByText(/not known whether this went through/)).toBeVisible();
    expect(screen.queryByText(/tried again as soon as/)).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(sent).toHaveLength(2));
    expect(sent[1]).toEqual(sent[0]);
  });

  it('leaves its key to no other amount', async () => {
    const { sent } = show({}, lost);
    const field = await openRefund();
    await type(field, '100');
    await userEvent.click(submit());
    await screen.findByRole('button', { name: 'Try again' });
    await type(field, '200');
    await userEvent.click(submit());
    await waitFor(() => expect(sent).toHaveLength(2));
    expect(sent[1]!.key).not.toBe(sent[0]!.key);
  });

  it('is forgotten once the payment is seen changed', async () => {
    const { sent } = show({}, (payment) => {
      const given = payment.refundedAmount + 100;
      Object.assign(payment, { refundedAmount: given, version: payment.version + 1 });
      return HttpResponse.error();
    });
    const field = await openRefund();
    await type(field, '100');
    await userEvent.click(submit());
    expect(await screen.findByText(/€100.00 went back before/)).toBeVisible();
    expect(screen.queryByText(/not known whether/)).toBeNull();
    await userEvent.click(submit());
    await waitFor(() => expect(sent).toHaveLength(2));
    expect(sent[1]!.key).not.toBe(sent[0]!.key);
  });
});
