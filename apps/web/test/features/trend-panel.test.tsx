import type { TrendData } from '@cashbeat/shared-types';
import { fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { saveFile } from '@/features/download/save-file';
import { TrendPanel } from '@/features/trends/trend-panel';
import { bucket, databaseDown, organisation } from '../support/samples';
import { renderWithStore } from '../support/render';
import { router } from '../support/router';
import { ORIGIN, server } from '../support/server';

vi.mock('@/features/download/save-file', () => ({ saveFile: vi.fn() }));

const broken = () => HttpResponse.json({ ...databaseDown, status: 500 }, { status: 500 });

function answerWith({ organisation: known = true, trends = broken as () => Response } = {}) {
  server.use(
    http.get(`${ORIGIN}/api/organisation`, () =>
      known ? HttpResponse.json(organisation) : broken(),
    ),
    http.get(`${ORIGIN}/api/analytics/trends`, () => trends()),
  );
}

const DAYS = '/?range=custom&from=2026-11-19&to=2026-11-21';

/** Three days of Berlin, the second of them unusual. */
const days = (): TrendData[] =>
  [19, 20, 21].map((date) =>
    bucket(date, {
      timestamp: new Date(Date.UTC(2026, 10, date - 1, 23)).toISOString(),
      end: new Date(Date.UTC(2026, 10, date, 23)).toISOString(),
      anomaly: date === 20 ? anomaly : null,
    }),
  );

const anomaly: TrendData['anomaly'] = {
  measure: 'success_rate',
  direction: 'below',
  actual: 0.8,
  expected: { low: 0.92, middle: 0.95, high: 0.98 },
  score: 6.25,
  samples: 8,
  reason: 'Success rate is 15 points below the median of the last 8 Fridays.',
};

async function showDays(address = DAYS) {
  answerWith({ trends: () => HttpResponse.json(days()) });
  window.history.replaceState(null, '', address);
  renderWithStore(<TrendPanel />);
  return screen.findByRole('application', { name: 'Volume and success rate, 3 buckets' });
}

const query = () => Object.fromEntries(new URLSearchParams(window.location.search));

afterEach(() => window.history.replaceState(null, '', '/'));

describe('the trend panel', () => {
  it.each([true, false])('says in full ink what failed (organisation known: %s)', async (known) => {
    answerWith({ organisation: known });
    renderWithStore(<TrendPanel />);
    expect(await screen.findByRole('alert')).toHaveTextContent('Trend: database unavailable');
    expect(screen.getByTestId('trend-body')).toHaveStyle({ opacity: 1 });
  });

  it('says why there is nothing, and what to do', async () => {
    const idle = bucket(1, { count: 0, amount: 0 });
    answerWith({ trends: () => HttpResponse.json([idle]) });
    window.history.replaceState(null, '', '/?currency=KWD&method=card');
    renderWithStore(<TrendPanel />);
    expect(await screen.findByText('No payments in this range')).toBeVisible();
    expect(await screen.findByText(/Only KWD and Card is shown.*another currency/)).toBeVisible();
    expect(await screen.findByText(/curl -X POST .*\/api\/payments/)).toBeVisible();
  });

  it('is read with the keyboard, bucket by bucket', async () => {
    const chart = await showDays();
    const told = within(chart).getByRole('status');
    fireEvent.keyDown(chart, { key: 'ArrowLeft' });
    expect(told).toHaveTextContent('21 Nov 2026: €2,100.00, 80.0% succeeded');
    fireEvent.keyDown(chart, { key: 'ArrowLeft' });
    expect(told).toHaveTextContent('unusual. Success rate is 15 points below');
    fireEvent.keyDown(chart, { key: 'Escape' });
    expect(told).toBeEmptyDOMElement();
  });

  it('zooms into a day by Enter, and out again by minus', async () => {
    const chart = await showDays();
    fireEvent.keyDown(chart, { key: 'Home' });
    fireEvent.keyDown(chart, { key: 'Enter' });
    expect(query()).toEqual({
      range: 'custom',
      from: '2026-11-19',
      to: '2026-11-19',
      period: 'hour',
      zoom: '2026-11-19_2026-11-21',
    });
  });

  it('zooms into what is selected with Shift', async () => {
    const chart = await showDays();
    fireEvent.keyDown(chart, { key: 'ArrowLeft' });
    fireEvent.keyDown(chart, { key: 'ArrowLeft', shiftKey: true });
    expect(within(chart).getByRole('status')).toHaveTextContent(
      '20 Nov 2026 to 21 Nov 2026 selected',
    );
    fireEvent.keyDown(chart, { key: 'Enter' });
    expect(query()).toMatchObject({ from: '2026-11-20', to: '2026-11-21' });
  });

  it('leads back to where it was zoomed from', async () => {
    await showDays(`${DAYS}&zoom=90d.week*30d`);
    const way = screen.getByRole('navigation', { name: 'Zoomed in' });
    expect(way).toHaveTextContent('Last 90 daysLast 30 days19 Nov 2026 – 21 Nov 2026');
    await userEvent.click(within(way).getByRole('button', { name: 'Last 90 days' }));
    expect(query()).toEqual({ range: '90d', period: 'week' });
  });

  it('opens the payments of an hour: nothing is finer', async () => {
    const chart = await showDays(`${DAYS}&period=hour`);
    fireEvent.keyDown(chart, { key: 'End' });
    fireEvent.keyDown(chart, { key: 'Enter' });
    expect(router.push).toHaveBeenCalledWith(
      '/payments?from=2026-11-21&to=2026-11-21&currency=EUR',
    );
  });

  it('says in words what is unusual, and leads to why and to the payments', async () => {
    await showDays();
    const list = screen.getByRole('region', { name: 'Unusual' });
    expect(list).toHaveTextContent('20 Nov 2026 Success rate is 15 points below the median');
    expect(
      within(list).getByRole('link', { name: 'Show payments of 20 Nov 2026' }),
    ).toHaveAttribute('href', '/payments?from=2026-11-20&to=2026-11-20&status=failed&currency=EUR');
    await userEvent.click(within(list).getByRole('button', { name: 'Explain 20 Nov 2026' }));
    expect(query()).toMatchObject({
      explain: 'success_rate',
      explainFrom: '2026-11-19T23:00:00.000Z',
      explainTo: '2026-11-20T23:00:00.000Z',
      explainBaseFrom: '2026-11-12T23:00:00.000Z',
      explainBaseTo: '2026-11-13T23:00:00.000Z',
    });
  });

  it('fills the window, and leaves it with Escape', async () => {
    await showDays();
    fireEvent.click(screen.getByLabelText('Full screen'));
    const filled = await screen.findByLabelText(
      'Volume and success rate',
      { selector: '[role=dialog]' },
      { timeout: 20_000 },
    );
    const chart = await within(filled).findByTestId('trend-chart');
    // In the page there is but its place.
    expect(screen.getAllByTestId('trend-chart')).toEqual([chart]);
    fireEvent.keyDown(filled, { key: 'Escape' });
    await expect.poll(() => filled.isConnected).toBe(false);
    expect(screen.getByTestId('trend-chart')).toBeVisible();
  }, 60_000);

  it('is taken along as a file of the same question', async () => {
    let asked = new URLSearchParams();
    server.use(
      http.get(`${ORIGIN}/api/analytics/trends.csv`, ({ request }) => {
        asked = new URL(request.url).searchParams;
        return HttpResponse.text('timestamp,amount', {
          headers: { 'content-disposition': 'attachment; filename="trends.csv"' },
        });
      }),
    );
    await showDays(`${DAYS}&method=card`);
    await userEvent.click(screen.getByRole('button', { name: 'Download as CSV' }));
    await expect.poll(() => vi.mocked(saveFile).mock.lastCall?.[1]).toBe('trends.csv');
    expect(Object.fromEntries(asked)).toEqual({
      period: 'day',
      from: '2026-11-18T23:00:00.000Z',
      to: '2026-11-21T23:00:00.000Z',
      tz: 'Europe/Berlin',
      currency: 'EUR',
      method: 'card',
      compare: 'previous',
    });
  });
});
