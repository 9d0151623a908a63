import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { PaymentActions } from '@/features/payments/payment-actions';
import FirstPayment from '@/features/payments/first-payment';
import { SettingsLayout } from '@/features/settings/settings-layout';
import { http, HttpResponse } from 'msw';
import { paymentEvent, systemOk } from '../support/samples';
import { renderWithStore } from '../support/render';
import { ORIGIN, server } from '../support/server';
import { bolt, session, VIEWER } from '../support/session';

const asViewer = {
  load: () => Promise.resolve({ session: session({ tenant: bolt, permissions: VIEWER }) }),
};
const { payment } = paymentEvent(1);

const tabs = () =>
  within(screen.getByRole('navigation', { name: 'Settings' }))
    .getAllByRole('link')
    .map(({ textContent }) => textContent);

describe('a viewer', () => {
  it('is told why a payment cannot be refunded or changed', async () => {
    renderWithStore(<PaymentActions payment={payment} />, asViewer);
    expect(await screen.findByText('As viewer you cannot refund payments.')).toBeVisible();
    expect(screen.queryByRole('button')).toBeNull();
    renderWithStore(<PaymentActions payment={{ ...payment, status: 'pending' }} />, asViewer);
    expect(await screen.findByText('As viewer you cannot change payments.')).toBeVisible();
  });

  it('is not asked to record a payment', async () => {
    renderWithStore(<FirstPayment />, asViewer);
    expect(await screen.findByText('They appear here as they happen.')).toBeVisible();
    expect(screen.queryByText(/curl/)).toBeNull();
  });

  it('sees the tabs of settings that show something', async () => {
    server.use(http.get(`${ORIGIN}/api/status`, () => HttpResponse.json(systemOk)));
    renderWithStore(<SettingsLayout>…</SettingsLayout>, asViewer);
    // Known of everybody; the others wait for the role, so that none of them goes away again.
    expect(tabs()).toEqual(['Profile', 'Security']);
    expect(await screen.findByRole('link', { name: 'Members' })).toBeVisible();
    expect(tabs()).toEqual(['Profile', 'Security', 'Organisation', 'Members']);
  });
});

describe('an owner', () => {
  it('may refund', async () => {
    renderWithStore(<PaymentActions payment={payment} />);
    expect(await screen.findByRole('button', { name: 'Refund…' })).toBeVisible();
  });
});
