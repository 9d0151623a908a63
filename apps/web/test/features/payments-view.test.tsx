import type { PaymentPage } from '@cashbeat/shared-types';
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { PaymentsView } from '@/features/payments/payments-view';
import { eventsReceived, feedLoaded } from '@/store/live/live-slice';
import { paymentEvent } from '../support/samples';
import { answerSurroundings } from '../support/people';
import { renderWithStore } from '../support/render';
import { ORIGIN, server } from '../support/server';

const { payment } = paymentEvent(1);
const page: PaymentPage = { items: [payment], total: 1, totalIsExact: true, nextCursor: null };

function show(address: string, answer = () => HttpResponse.json(page)) {
  const asked: string[] = [];
  answerSurroundings();
  server.use(
    http.get(`${ORIGIN}/api/payments`, ({ request }) => {
      asked.push(new URL(request.url).search);
      return answer();
    }),
  );
  window.history.replaceState(null, '', address);
  const { store } = renderWithStore(<PaymentsView />);
  const loaded = () =>
    screen.findByText('1', { selector: '[data-testid=payment-total]' }, { timeout: 8_000 });
  return { asked, store, loaded };
}

afterEach(() => {
  vi.unstubAllGlobals();
  window.history.replaceState(null, '', '/');
});

describe('the list of payments', () => {
  it('offers only new events that can match', async () => {
    const { store, loaded } = show('/payments?status=failed');
    act(() => void store.dispatch(feedLoaded({ events: [], latestSeq: 5, oldestSeq: 1 })));
    await loaded();
    const failed = paymentEvent(7);
    failed.payment.status = 'failed';
    act(() => void store.dispatch(eventsReceived([paymentEvent(6)])));
    expect(screen.queryByRole('button', { name: /refresh/ })).toBeNull();
    act(() => void store.dispatch(eventsReceived([failed])));
    expect(screen.getByRole('button', { name: '1 new event: refresh' })).toBeVisible();
  });

  it('offers a change of a payment that it shows, match or not', async () => {
    const { store, loaded } = show('/payments?status=pending');
    act(() => void store.dispatch(feedLoaded({ events: [], latestSeq: 5, oldestSeq: 1 })));
    await loaded();
    act(() => void store.dispatch(eventsReceived([paymentEvent(6, { payment })])));
    expect(screen.getByRole('button', { name: '1 new event: refresh' })).toBeVisible();
  });

  it('counts nothing while text is searched: only the API knows what matches', async () => {
    const { store, loaded } = show('/payments?q=INV');
    act(() => void store.dispatch(feedLoaded({ events: [], latestSeq: 5, oldestSeq: 1 })));
    await loaded();
    act(() => void store.dispatch(eventsReceived([paymentEvent(6)])));
    expect(
      screen.getByRole('button', { name: 'The list may have changed: refresh' }),
    ).toBeVisible();
  });

  it('asks for no days in the wrong order, and says so at the field', async () => {
    const { asked } = show('/payments?from=2026-10-05&to=2026-10-02');
    const field = await screen.findByLabelText('First day');
    expect(field).toBeInvalid();
    expect(field).toHaveAccessibleDescription('The first day is after the last.');
    await screen.findByText('No payment can match');
    expect(asked).toEqual([]);
  });

  it('shows no parameter of the API to people', async () => {
    show(
      '/payments?q=x',
      () =>
        HttpResponse.json(
          {
            code: 'invalid_request',
            title: 'Invalid request',
            detail: 'query.q: `q` is too long',
            errors: [{ field: 'query.q', code: 'too_long', message: '`q` is too long' }],
          },
          { status: 422 },
        ) as never,
    );
    expect(await screen.findByText('q is too long')).toBeVisible();
    expect(screen.queryByText(/query\./)).toBeNull();
  });

  it('shows a method and a currency that the organisation does not have', async () => {
    show('/payments?method=unobtainium&currency=CHF');
    expect(await screen.findByRole('combobox', { name: 'Method' })).toHaveDisplayValue(
      'Unobtainium',
    );
    expect(screen.getByRole('combobox', { name: 'Currency' })).toHaveDisplayValue('CHF');
  });

  it('offers what succeeded and what has refunds beside the single statuses', async () => {
    const { loaded } = show('/payments?method=card');
    await loaded();
    const menu = screen.getByRole('combobox', { name: 'Status' });
    await userEvent.selectOptions(menu, 'Succeeded');
    expect(window.location.search).toBe('?method=card&status=completed&status=refunded');
    await userEvent.selectOptions(menu, 'With refunds');
    expect(window.location.search).toBe('?method=card&refunded=true');
    await userEvent.selectOptions(menu, 'Partly refunded');
    expect(window.location.search).toBe('?method=card&status=completed&refunded=true');
    await userEvent.selectOptions(menu, 'Any status');
    expect(window.location.search).toBe('?method=card');
  });

  it.each([
    ['status=failed', 'Failed'],
    ['status=completed,refunded', 'Succeeded'],
    ['refunded=true', 'With refunds'],
    ['status=completed,failed,refunded', 'Not pending'],
    ['status=pending,failed', 'Pending or failed'],
    ['status=refunded&refunded=true', 'Refunded, with refunds'],
  ])('names what "%s" asks for', async (query, name) => {
    show(`/payments?${query}`);
    expect(await screen.findByRole('combobox', { name: 'Status' })).toHaveDisplayValue(name);
  });

  it('asks for the list and for its file by the same filters', async () => {
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockReturnValue();
    const made = vi.fn(() => 'blob:x');
    vi.stubGlobal('URL', Object.assign(URL, { createObjectURL: made, revokeObjectURL: vi.fn() }));
    const { asked, loaded } = show('/payments?status=completed,refunded&refunded=true');
    let file = '';
    server.use(
      http.get(`${ORIGIN}/api/payments.csv`, ({ request }) => {
        file = new URL(request.url).search;
        return new HttpResponse('a,b', {
          headers: { 'content-disposition': 'attachment; filename="payments.csv"' },
        });
      }),
    );
    await loaded();
    await userEvent.click(screen.getByRole('button', { name: /CSV/ }));
    await waitFor(() => expect(made).toHaveBeenCalled());
    for (const query of [asked[0], file]) {
      expect(query).toContain('status=completed&status=refunded&refunded=true');
    }
  });

  it('shows bounds of amounts, and changes them', async () => {
    show('/payments?min=1000');
    await userEvent.click(await screen.findByRole('button', { name: 'Amount: From €1,000.00' }));
    fireEvent.change(screen.getByLabelText('Up to, EUR'), { target: { value: '2,500.00' } });
    await waitFor(() => expect(window.location.search).toBe('?min=1000&max=2500'));
  });

  it('adds no entry to the history while a search is typed', async () => {
    const { loaded } = show('/payments');
    await loaded();
    const pushed = vi.spyOn(window.history, 'pushState');
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'INV' } });
    await waitFor(() => expect(window.location.search).toBe('?q=INV'));
    expect(pushed).not.toHaveBeenCalled();
  });
});
