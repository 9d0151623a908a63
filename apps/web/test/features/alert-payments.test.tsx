import { screen } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { expect, it } from 'vitest';
import { AlertPage } from '@/features/alerts/alert-page';
import type { AlertMeasure } from '@/features/alerts/alert-types';
import { agent, alertDetails, preview } from '../support/alerts';
import { answerSurroundings, benAsAgent } from '../support/people';
import { renderPage } from '../support/render-page';
import { ORIGIN, server } from '../support/server';

it.each<[AlertMeasure, string, string]>([
  ['failed_count', 'Failed payments', 'status=failed'],
  ['volume', 'Succeeded payments', 'status=completed&status=refunded'],
  ['payment_count', 'Payments', ''],
  ['refunded_volume', 'Payments with refunds', 'refunded=true'],
])('an alert about %s leads to the payments behind it', async (measure, name, expected) => {
  const { rule, ...alert } = alertDetails();
  answerSurroundings();
  server.use(
    http.get(`${ORIGIN}/api/members`, () => HttpResponse.json([benAsAgent])),
    http.post(`${ORIGIN}/api/alert-rules/preview`, () => HttpResponse.json(preview())),
    http.get(`${ORIGIN}/api/alerts/alr_1`, () =>
      HttpResponse.json({ ...alert, rule: { ...rule, measure } }),
    ),
  );
  renderPage(<AlertPage id="alr_1" />, { load: agent });
  const link = await screen.findByRole('link', { name }, { timeout: 8_000 });
  const query = new URLSearchParams(link.getAttribute('href')!.split('?')[1]);
  const narrowing = [...query].filter(([name]) => ['status', 'refunded'].includes(name));
  expect(new URLSearchParams(narrowing).toString()).toBe(expected);
});
