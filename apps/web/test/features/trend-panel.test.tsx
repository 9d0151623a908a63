import { screen } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { afterEach, describe, expect, it } from 'vitest';
import { TrendPanel } from '@/features/trends/trend-panel';
import { bucket, databaseDown, organisation } from '../support/samples';
import { renderWithStore } from '../support/render';
import { ORIGIN, server } from '../support/server';

const broken = () => HttpResponse.json({ ...databaseDown, status: 500 }, { status: 500 });

function answerWith({ organisation: known = true, trends = broken } = {}) {
  server.use(
    http.get(`${ORIGIN}/api/organisation`, () =>
      known ? HttpResponse.json(organisation) : broken(),
    ),
    http.get(`${ORIGIN}/api/analytics/trends`, () => trends()),
  );
}

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
    answerWith({ trends: () => HttpResponse.json([idle]) as ReturnType<typeof broken> });
    window.history.replaceState(null, '', '/?currency=KWD&method=card');
    renderWithStore(<TrendPanel />);
    expect(await screen.findByText('No payments in this range')).toBeVisible();
    expect(await screen.findByText(/Only KWD and Card is shown.*another currency/)).toBeVisible();
    expect(await screen.findByText(/curl -X POST .*\/api\/payments/)).toBeVisible();
  });
});
