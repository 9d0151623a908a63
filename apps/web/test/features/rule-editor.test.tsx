import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';
import RuleEditor from '@/features/alerts/rule-editor';
import { admin, alertRule, preview, viewer } from '../support/alerts';
import { enter } from '../support/enter';
import { answerSurroundings, benAsAgent } from '../support/people';
import { renderPage } from '../support/render-page';
import { router } from '../support/router';
import { organisation } from '../support/samples';
import { ORIGIN, server } from '../support/server';
import { ben } from '../support/session';

const PATIENT = { timeout: 10_000 };
let tried: Record<string, unknown>[];

beforeEach(() => {
  tried = [];
  answerSurroundings();
  server.use(
    http.get(`${ORIGIN}/api/members`, () => HttpResponse.json([benAsAgent])),
    http.get(`${ORIGIN}/api/webhooks`, () => HttpResponse.json([])),
    http.post(`${ORIGIN}/api/alert-rules/preview`, async ({ request }) => {
      tried.push(((await request.json()) as { rule: Record<string, unknown> }).rule);
      return HttpResponse.json(preview());
    }),
  );
});

describe('the editor of rules', () => {
  it('shows what the rule would have fired before it is saved', async () => {
    renderPage(<RuleEditor organisation={organisation} />, { load: admin });
    expect(await screen.findByText('Would have fired once in the last 15 days.')).toBeVisible();
    expect(screen.getByRole('table', { name: 'Past firings' })).toHaveTextContent('38.0%');
    expect(tried[0]).toMatchObject({ measure: 'failure_rate', threshold: 0.2, minimumCount: 20 });
    enter(screen.getByLabelText('Threshold'), '12.5');
    await waitFor(() => expect(tried.at(-1)).toMatchObject({ threshold: 0.125 }), PATIENT);
    expect(screen.getByText(/is above 12.5% over 15 minutes for 5 minutes/)).toBeVisible();
  });

  it('tells what is wrong at its field, and tries nothing of it', async () => {
    renderPage(<RuleEditor organisation={organisation} />, { load: admin });
    await screen.findByText(/Would have fired/);
    enter(screen.getByLabelText('Name'), 'Card failures');
    enter(screen.getByLabelText(/Clears only at/), '30');
    fireEvent.submit(await screen.findByRole('form', { name: 'Alert rule' }));
    expect(await screen.findByText('Must not be above the threshold.')).toBeVisible();
    expect(await screen.findByText('Nothing to try yet', {}, PATIENT)).toBeVisible();
    expect(router.push).not.toHaveBeenCalled();
  });

  it('shows the figures of the past as a table', async () => {
    renderPage(<RuleEditor organisation={organisation} />, { load: admin });
    fireEvent.click(await screen.findByRole('button', { name: 'Show as table' }, PATIENT));
    const table = screen.getByRole('table', { name: 'Failure rate over time' });
    expect(within(table).getAllByRole('row')).toHaveLength(1 + preview().points.length);
  });

  it('says why there is nothing to see where no window had enough payments', async () => {
    const points = preview().points.map((point) => ({ ...point, value: null, firing: false }));
    server.use(
      http.post(`${ORIGIN}/api/alert-rules/preview`, () => HttpResponse.json(preview({ points }))),
    );
    renderPage(<RuleEditor organisation={organisation} />, { load: admin });
    expect(await screen.findByText(/no window of 15 minutes held 20 payments/)).toBeVisible();
  });

  it('says that a rule tells only in the app until somebody is chosen', async () => {
    renderPage(<RuleEditor organisation={organisation} />, { load: admin });
    expect(await screen.findByText(/tells only in the app/)).toBeVisible();
    fireEvent.click(await screen.findByLabelText(new RegExp(ben.name)));
    await waitFor(() => expect(screen.queryByText(/tells only in the app/)).toBeNull());
  });

  it('saves what is typed in the units of the API', async () => {
    let saved: unknown;
    server.use(
      http.post(`${ORIGIN}/api/alert-rules`, async ({ request }) => {
        saved = await request.json();
        return HttpResponse.json(alertRule(), { status: 201 });
      }),
    );
    renderPage(<RuleEditor organisation={organisation} />, { load: admin });
    enter(screen.getByLabelText('Name'), 'Card failures');
    fireEvent.click(await screen.findByLabelText(new RegExp(ben.name)));
    fireEvent.submit(screen.getByRole('form', { name: 'Alert rule' }));
    await waitFor(() => expect(router.push).toHaveBeenCalledWith('/alerts/rules'), PATIENT);
    expect(saved).toMatchObject({
      name: 'Card failures',
      threshold: 0.2,
      clearThreshold: 0.1,
      baseline: null,
      currency: 'EUR',
      channels: { email: [ben.id], webhooks: [] },
    });
  });

  it('can be looked at by those who may not change it', async () => {
    renderPage(<RuleEditor organisation={organisation} rule={alertRule()} />, { load: viewer });
    expect(await screen.findByText(/Owners and administrators change rules/)).toBeVisible();
    expect(screen.getByLabelText('Threshold')).toBeDisabled();
    expect(screen.queryByRole('button', { name: 'Save the rule' })).toBeNull();
  });
});
