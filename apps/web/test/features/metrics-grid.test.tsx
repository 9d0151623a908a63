import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { delay, http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { MetricsGrid } from '@/features/metrics/metrics-grid';
import { api } from '@/store/api';
import { connectionLost } from '@/store/connection/connection-slice';
import { bucket, databaseDown, metrics, organisation, unknownCurrency } from '../support/samples';
import { renderWithStore } from '../support/render';
import { acme, session } from '../support/session';
import { ORIGIN, server } from '../support/server';

const METRICS = `${ORIGIN}/api/analytics/metrics`;

function answerWith(answer: Parameters<typeof http.get>[1]) {
  server.use(
    http.get(`${ORIGIN}/api/organisation`, () => HttpResponse.json(organisation)),
    http.get(METRICS, answer),
    http.get(`${ORIGIN}/api/analytics/trends`, () => HttpResponse.json([bucket(1), bucket(2)])),
  );
}

describe('the metrics grid', () => {
  it('shows the outline of the tiles while they load', async () => {
    answerWith(async () => {
      await delay('infinite');
      return HttpResponse.json(metrics);
    });
    renderWithStore(<MetricsGrid />);
    const grid = await screen.findByRole('region', { name: 'Key figures' });
    expect(grid).toHaveAttribute('aria-busy', 'true');
    expect(within(grid).getByText('Total volume')).toBeVisible();
  });

  it('shows the six figures', async () => {
    answerWith(() => HttpResponse.json(metrics));
    renderWithStore(<MetricsGrid />);
    expect(await screen.findByText('€1,200.00')).toBeVisible();
    expect(screen.getByText('90.0%')).toBeVisible();
    expect(screen.getByText('14:00')).toBeVisible();
    expect(screen.getByText('€30.00')).toBeVisible();
    expect(screen.getByTestId('figures-as-of')).toHaveTextContent(
      'As of 10:00:00, compared with 8 Nov 2026 – 14 Nov 2026',
    );
  });

  it('open the payments behind them, with nothing interactive inside of a link', async () => {
    answerWith(() => HttpResponse.json(metrics));
    window.history.replaceState(null, '', '/?method=card');
    renderWithStore(<MetricsGrid />);
    const link = await screen.findByRole('link', { name: /^Success rate/ });
    window.history.replaceState(null, '', '/');
    expect(link).toHaveAttribute(
      'href',
      '/payments?from=2026-11-15&to=2026-11-21&method=card&status=failed&currency=EUR',
    );
    const hrefOf = (name: RegExp) => screen.getByRole('link', { name }).getAttribute('href');
    for (const tile of [/^Total volume/, /^Average amount/]) {
      expect(hrefOf(tile)).toContain('&status=completed&status=refunded&');
    }
    expect(hrefOf(/^Refunds.*payments with refunds/)).toContain('&refunded=true&');
    expect(hrefOf(/^Active methods/)).not.toMatch(/status|refunded/);
    expect(screen.getAllByRole('link')).toHaveLength(6);
    for (const button of screen.getAllByRole('button')) expect(button.closest('a')).toBeNull();
  });

  it('compares with nothing where the address says so', async () => {
    answerWith(() => HttpResponse.json(metrics));
    window.history.replaceState(null, '', '/?compare=none');
    renderWithStore(<MetricsGrid />);
    await screen.findByText('€1,200.00');
    window.history.replaceState(null, '', '/');
    expect(screen.queryByText(/vs prior/)).toBeNull();
    expect(screen.getByTestId('figures-as-of')).toHaveTextContent(/^As of 10:00:00$/);
  });

  it('writes them as the organisation does', async () => {
    answerWith(() => HttpResponse.json(metrics));
    const tenant = { ...acme, locale: 'de-DE' };
    renderWithStore(<MetricsGrid />, {
      load: () => Promise.resolve({ session: session({ tenant }) }),
    });
    expect(await screen.findByText(/^1\.200,00\s€$/)).toBeVisible();
    expect(screen.getByText(/^90,0\s%$/)).toBeVisible();
  });

  it('asks for the range of the address in the zone of the organisation', async () => {
    let asked = new URLSearchParams();
    answerWith(({ request }) => {
      asked = new URL(request.url).searchParams;
      return HttpResponse.json(metrics);
    });
    window.history.replaceState(
      null,
      '',
      '/?range=custom&from=2026-10-24&to=2026-10-25&method=card',
    );
    renderWithStore(<MetricsGrid />);
    await screen.findByText('€1,200.00');
    window.history.replaceState(null, '', '/');
    expect(Object.fromEntries(asked)).toEqual({
      from: '2026-10-23T22:00:00.000Z',
      to: '2026-10-25T23:00:00.000Z',
      tz: 'Europe/Berlin',
      currency: 'EUR',
      method: 'card',
      compare: 'previous',
    });
  });

  it('says what went wrong, with the id to quote, and tries again', async () => {
    let broken = true;
    answerWith(() =>
      broken
        ? HttpResponse.json({ ...databaseDown, status: 500 }, { status: 500 })
        : HttpResponse.json(metrics),
    );
    renderWithStore(<MetricsGrid />);
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('The database does not answer.');
    expect(alert).toHaveTextContent('req_42');
    broken = false;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('€1,200.00')).toBeVisible();
  });

  it('keeps the last figures when they cannot be brought up to date, and says so', async () => {
    let broken = false;
    answerWith(() =>
      broken
        ? HttpResponse.json({ ...databaseDown, status: 500 }, { status: 500 })
        : HttpResponse.json(metrics),
    );
    const { store } = renderWithStore(<MetricsGrid />);
    await screen.findByText('€1,200.00');
    broken = true;
    store.dispatch(api.util.invalidateTags(['Metrics']));
    expect(await screen.findByText(/could not be brought up to date/)).toBeVisible();
    expect(screen.getByText('€1,200.00')).toHaveStyle({ opacity: 0.55 });
  });

  it('says what is refused in words for people, and does not ask for it again', async () => {
    let asked = 0;
    answerWith(() => {
      asked += 1;
      return HttpResponse.json(unknownCurrency, { status: 422 });
    });
    const { store } = renderWithStore(<MetricsGrid />);
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent("'XQZ' is not an ISO 4217 currency code in use");
    expect(alert).not.toHaveTextContent('query.');
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
    store.dispatch(api.util.invalidateTags(['Metrics', 'Unanswered']));
    await delay(50);
    expect(asked).toBe(1);
  });

  it('shows no figures of another question during an outage', async () => {
    let down = false;
    answerWith(async () => {
      if (down) await delay('infinite');
      return HttpResponse.json(metrics);
    });
    const { store, rerender } = renderWithStore(<MetricsGrid />);
    await screen.findByText('€1,200.00');
    down = true;
    store.dispatch(connectionLost({ at: Date.now() }));
    window.history.replaceState(null, '', '/?range=30d');
    rerender(<MetricsGrid />);
    await expect.poll(() => screen.queryByText('€1,200.00')).toBeNull();
    window.history.replaceState(null, '', '/');
    expect(screen.getByRole('region', { name: 'Key figures' })).toHaveAttribute(
      'aria-busy',
      'true',
    );
  });

  it('marks the figures while the connection is lost', async () => {
    answerWith(() => HttpResponse.json(metrics));
    const { store } = renderWithStore(<MetricsGrid />);
    const figure = await screen.findByText('€1,200.00');
    expect(figure).toHaveStyle({ opacity: 1 });
    store.dispatch(connectionLost({ at: Date.now() }));
    await expect.poll(() => getComputedStyle(screen.getByText('€1,200.00')).opacity).toBe('0.55');
  });

  it('compares figures with what precedes them, also while those of another range are on the way', async () => {
    answerWith(async ({ request }) => {
      if (!new URL(request.url).searchParams.has('method')) return HttpResponse.json(metrics);
      await delay('infinite');
      return HttpResponse.json(metrics);
    });
    const { rerender } = renderWithStore(<MetricsGrid />);
    expect(await screen.findAllByText(/vs prior 7\sd/)).not.toEqual([]);
    window.history.replaceState(null, '', '/?range=30d&method=card');
    rerender(<MetricsGrid />);
    await expect.poll(() => getComputedStyle(screen.getByText('€1,200.00')).opacity).toBe('0.55');
    window.history.replaceState(null, '', '/');
    expect(screen.queryByText(/vs prior 30\sd/)).toBeNull();
    expect(screen.getAllByText(/vs prior 7\sd/)).not.toEqual([]);
  });
});
