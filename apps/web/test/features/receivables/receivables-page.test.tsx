import type { ReceivablesOverview } from '@cashbeat/shared-types';
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';
import { ReceivablesPage } from '@/features/receivables/receivables-page';
import { api } from '@/store/api';
import { notificationServer, told } from '../../support/notifications';
import { answerSurroundings, problem } from '../../support/people';
import { overview } from '../../support/receivables';
import { renderPage } from '../../support/render-page';
import { ORIGIN, server } from '../../support/server';

beforeEach(() => {
  window.history.replaceState(null, '', '/receivables');
  answerSurroundings();
  notificationServer();
});

function answer(given: () => ReceivablesOverview) {
  const asked: string[] = [];
  server.use(
    http.get(`${ORIGIN}/api/receivables/overview`, ({ request }) => {
      asked.push(new URL(request.url).search);
      return HttpResponse.json(given());
    }),
  );
  return asked;
}

const invalidated = (store: ReturnType<typeof renderPage>['store']) =>
  act(() => void store.dispatch(api.util.invalidateTags(['Receivables'])));

describe('the receivables', () => {
  it('stand as tiles and as bars that lead to the customers, and as a table', async () => {
    const asked = answer(() => overview());
    renderPage(<ReceivablesPage />, { load: told });
    expect(await screen.findByTestId('tile-outstanding-value')).toHaveTextContent('€1,000.00');
    expect(asked).toEqual(['']);
    const bars = screen.getByRole('list', { name: 'Outstanding by days past due' });
    expect(
      within(bars).getByRole('link', { name: '1–30 days €200.00 3 charges 20.0%' }),
    ).toHaveAttribute('href', expect.stringContaining('sort=dueDate'));
    expect(screen.getByText(/€250.00 of €1,000.00 is overdue \(25.0%\)/)).toBeVisible();
    fireEvent.click(screen.getByRole('button', { name: 'Show as table' }));
    const table = screen.getByRole('table', { name: 'Ageing as a table' });
    expect(within(table).getAllByRole('row')[2]).toHaveTextContent('1–30 days€200.00320.0%');
  });

  it('are of the day and the currency of the address; the past stays as it was', async () => {
    window.history.replaceState(null, '', '/receivables?asOf=2026-10-31&currency=USD');
    const asked = answer(() =>
      overview({ asOf: '2026-10-31', currency: 'USD', currencies: ['EUR', 'USD'] }),
    );
    const { store } = renderPage(<ReceivablesPage />, { load: told });
    expect(await screen.findByText(/As of the end of 31 Oct 2026/)).toBeVisible();
    expect(asked).toEqual(['?asOf=2026-10-31&currency=USD']);
    expect(screen.getByRole('combobox', { name: 'Currency' })).toHaveValue('USD');
    expect(within(screen.getByTestId('ageing-chart')).queryByRole('link')).toBeNull();
    invalidated(store);
    await new Promise((done) => setTimeout(done, 50));
    expect(asked).toHaveLength(1);
  });

  it('of today go on with what happens', async () => {
    let outstanding = 1_000;
    answer(() => overview({ outstanding }));
    const { store } = renderPage(<ReceivablesPage />, { load: told });
    await screen.findByTestId('tile-outstanding-value');
    outstanding = 900;
    invalidated(store);
    await waitFor(() =>
      expect(screen.getByTestId('tile-outstanding-value')).toHaveTextContent('€900.00'),
    );
  });

  it('of a day to come are not asked for', async () => {
    window.history.replaceState(null, '', '/receivables?asOf=2199-01-01');
    renderPage(<ReceivablesPage />, { load: told });
    expect(await screen.findByText('That day is still to come')).toBeVisible();
    fireEvent.click(screen.getByRole('button', { name: 'Show today' }));
    expect(window.location.search).toBe('');
  });

  it('lead to the customers while nothing was ever charged', async () => {
    answer(() => overview({ currencies: [] }));
    renderPage(<ReceivablesPage />, { load: told });
    expect(await screen.findByRole('link', { name: 'To the customers' })).toHaveAttribute(
      'href',
      '/customers',
    );
  });

  it('say why they cannot be had, and ask again', async () => {
    server.use(
      http.get(`${ORIGIN}/api/receivables/overview`, () =>
        problem(500, 'internal_error', 'Something broke.'),
      ),
    );
    renderPage(<ReceivablesPage />, { load: told });
    expect(await screen.findByText('Something broke.')).toBeVisible();
    answer(() => overview({ outstanding: 0, overdue: 0 }));
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Nothing is open')).toBeVisible();
  });
});
