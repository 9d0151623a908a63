import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';
import { AlertCentre } from '@/features/alerts/alert-centre';
import { AlertPage } from '@/features/alerts/alert-page';
import { RulesPage } from '@/features/alerts/rules-page';
import Toasts from '@/features/shell/toasts';
import { alertClosed, alertRaised } from '@/store/alerts/raised-slice';
import {
  admin,
  agent,
  alertDetails,
  alertRule,
  openCounts,
  preview,
  viewer,
} from '../support/alerts';
import { answerSurroundings, benAsAgent, problem } from '../support/people';
import { renderPage } from '../support/render-page';
import { renderWithStore } from '../support/render';
import { router } from '../support/router';
import { ORIGIN, server } from '../support/server';
import { ben } from '../support/session';

const PATIENT = { timeout: 10_000 };

beforeEach(() => {
  window.history.replaceState(null, '', '/alerts');
  answerSurroundings();
  server.use(
    http.get(`${ORIGIN}/api/members`, () => HttpResponse.json([benAsAgent])),
    http.get(`${ORIGIN}/api/alert-rules`, () => HttpResponse.json([alertRule()])),
    http.post(`${ORIGIN}/api/alert-rules/preview`, () => HttpResponse.json(preview())),
  );
});

function answerList(asked: URLSearchParams[] = []) {
  server.use(
    http.get(`${ORIGIN}/api/alerts`, ({ request }) => {
      asked.push(new URL(request.url).searchParams);
      return HttpResponse.json({ items: [alertDetails()], counts: openCounts, nextCursor: null });
    }),
  );
  return asked;
}

describe('the alert centre', () => {
  it('asks for open alerts and says what was found, against what, and by which rule', async () => {
    const asked = answerList();
    renderPage(<AlertCentre />, { load: agent });
    expect(await screen.findByRole('link', { name: 'Failure rate of Card 38.0%' })).toHaveAttribute(
      'href',
      '/alerts/alr_1',
    );
    expect(screen.getByText('Above 20% over 15 minutes · Card failures')).toBeVisible();
    expect(asked[0]!.getAll('state')).toEqual(['firing', 'acknowledged', 'snoozed']);
    expect(screen.getByRole('button', { name: 'Open (1)' })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
  });

  it('reads its filters from the address', async () => {
    window.history.replaceState(null, '', '/alerts?state=resolved&severity=critical&rule=rule_1');
    const asked = answerList();
    renderPage(<AlertCentre />, { load: agent });
    await screen.findByRole('link', { name: /Failure rate/ });
    expect(asked[0]!.toString()).toBe('state=resolved&severity=critical&rule=rule_1');
  });

  it('is calm when nothing is open', async () => {
    server.use(
      http.get(`${ORIGIN}/api/alerts`, () =>
        HttpResponse.json({ items: [], counts: { ...openCounts, open: 0 }, nextCursor: null }),
      ),
    );
    renderPage(<AlertCentre />, { load: agent });
    expect(await screen.findByText('All calm')).toBeVisible();
  });

  it('says why it cannot be had, and asks again', async () => {
    server.use(
      http.get(`${ORIGIN}/api/alerts`, () => problem(500, 'internal_error', 'Something broke.'), {
        once: true,
      }),
    );
    renderPage(<AlertCentre />, { load: agent });
    expect(await screen.findByText('Something broke.')).toBeVisible();
    answerList();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('link', { name: /Failure rate/ })).toBeVisible();
  });

  it('offers no step to those who may only look', async () => {
    answerList();
    renderPage(<AlertCentre />, { load: viewer });
    await screen.findByRole('link', { name: /Failure rate/ });
    expect(screen.queryByRole('button', { name: /^Acknowledge Failure/ })).toBeNull();
  });
});

describe('an alert', () => {
  it('tells what happened, who was told, and what became of it', async () => {
    server.use(http.get(`${ORIGIN}/api/alerts/alr_1`, () => HttpResponse.json(alertDetails())));
    renderPage(<AlertPage id="alr_1" />, { load: agent });
    expect(await screen.findByText('Failure rate of Card 38.0%')).toBeVisible();
    expect(
      screen.getByText(
        /the failure rate of Card in EUR is above 20% over 15 minutes for 5 minutes, and at least 20 payments were tried/,
      ),
    ).toBeVisible();
    expect(within(screen.getByTestId('alert-history')).getByText('Raised')).toBeVisible();
    expect(screen.getByTestId('alert-deliveries')).toHaveTextContent(
      /On-call bridge.*2 attempts, last: HTTP 503 after 214 ms/,
    );
    expect(screen.getByRole('link', { name: 'Failed payments' })).toHaveAttribute(
      'href',
      expect.stringContaining('status=failed'),
    );
  });

  it('is read as a table as well', async () => {
    server.use(http.get(`${ORIGIN}/api/alerts/alr_1`, () => HttpResponse.json(alertDetails())));
    renderPage(<AlertPage id="alr_1" />, { load: agent });
    fireEvent.click(await screen.findByRole('button', { name: 'Show as table' }, PATIENT));
    const [head, ...rows] = within(
      screen.getByRole('table', { name: 'Failure rate over time' }),
    ).getAllByRole('row');
    expect(head).toHaveTextContent('TimeFailure rateThresholdClears atAlert');
    expect(rows).toHaveLength(preview().points.length);
    expect(rows[2]).toHaveTextContent(/09:30.*38.0%20.0%10.0%Stood$/);
  });

  it('is acknowledged with the version that was seen, and given to a member', async () => {
    const steps: [string, unknown][] = [];
    let shown = alertDetails();
    server.use(
      http.get(`${ORIGIN}/api/alerts/alr_1`, () => HttpResponse.json(shown)),
      http.post(`${ORIGIN}/api/alerts/alr_1/:step`, async ({ params, request }) => {
        steps.push([String(params.step), await request.json()]);
        shown = alertDetails(1, { state: 'acknowledged', version: shown.version + 1 });
        return HttpResponse.json(shown);
      }),
    );
    renderPage(<AlertPage id="alr_1" />, { load: agent });
    await userEvent.click(await screen.findByRole('button', { name: 'Acknowledge' }));
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Acknowledge' })).toBeNull());
    await userEvent.click(screen.getByRole('button', { name: 'Assign to' }));
    await userEvent.click(await screen.findByRole('menuitem', { name: ben.name }));
    await waitFor(() => expect(steps).toHaveLength(2));
    expect(steps).toEqual([
      ['acknowledge', { version: 2 }],
      ['assign', { version: 3, assignee: ben.id }],
    ]);
  });

  it('says that somebody was quicker, and shows how it stands', async () => {
    let shown = alertDetails();
    server.use(
      http.get(`${ORIGIN}/api/alerts/alr_1`, () => HttpResponse.json(shown)),
      http.post(`${ORIGIN}/api/alerts/alr_1/acknowledge`, () => {
        shown = alertDetails(1, { state: 'resolved', version: 3 });
        return problem(409, 'alert_changed', 'The alert is another by now.');
      }),
    );
    renderPage(<AlertPage id="alr_1" />, { load: agent });
    await userEvent.click(await screen.findByRole('button', { name: 'Acknowledge' }));
    expect(await screen.findByText(/Somebody was quicker/)).toBeVisible();
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Acknowledge' })).toBeNull());
  });

  it('asks what changed in its time, of its currency and method', async () => {
    server.use(http.get(`${ORIGIN}/api/alerts/alr_1`, () => HttpResponse.json(alertDetails())));
    renderPage(<AlertPage id="alr_1" />, { load: viewer });
    await userEvent.click(await screen.findByRole('button', { name: 'Explain' }));
    const address = new URLSearchParams(window.location.search);
    expect(address.get('explain')).toBe('success_rate');
    expect(address.get('explainFrom')).toBe('2026-11-21T08:35:00.000Z');
    expect(address.get('explainMethod')).toBe('card');
  });

  it('of another organisation is none', async () => {
    server.use(
      http.get(`${ORIGIN}/api/alerts/alr_9`, () =>
        problem(404, 'alert_not_found', 'No such alert.'),
      ),
    );
    renderPage(<AlertPage id="alr_9" />, { load: agent });
    expect(await screen.findByText('There is no such alert')).toBeVisible();
  });
});

describe('the rules', () => {
  it('say who is told, and where to choose somebody while nobody is', async () => {
    const told = alertRule({
      id: 'rule_2',
      name: 'Low volume',
      channels: { email: [ben.id], webhooks: [] },
    });
    server.use(http.get(`${ORIGIN}/api/alert-rules`, () => HttpResponse.json([alertRule(), told])));
    renderPage(<RulesPage />, { load: admin });
    expect(await screen.findByText('Tells 1 by e-mail')).toBeVisible();
    expect(screen.getAllByText('Tells only in the app')).toHaveLength(1);
    expect(screen.getByRole('link', { name: 'Add recipients to Card failures' })).toHaveAttribute(
      'href',
      '/alerts/rules/rule_1#tell',
    );
  });
});

describe('raised alerts', () => {
  it('are told in one toast, however many', async () => {
    const { store } = renderWithStore(<Toasts />, { load: agent });
    act(() => void store.dispatch(alertRaised(alertDetails(1))));
    const toast = await screen.findByTestId('raised-toast', {}, PATIENT);
    expect(toast).toHaveTextContent(/Critical: Failure rate of Card 38.0%/);
    act(() => {
      for (let n = 2; n <= 10; n += 1) store.dispatch(alertRaised(alertDetails(n)));
    });
    await waitFor(() => expect(toast).toHaveTextContent('Critical: 10 new alerts'));
    expect(screen.getAllByTestId('raised-toast')).toHaveLength(1);
    act(() => void store.dispatch(alertClosed('alr_3')));
    await waitFor(() => expect(toast).toHaveTextContent('9 new alerts'));
    await userEvent.click(within(toast).getByRole('button', { name: 'Show' }));
    expect(router.push).toHaveBeenCalledWith('/alerts');
    await waitFor(() => expect(screen.queryByTestId('raised-toast')).toBeNull(), PATIENT);
  });

  it('lead to the alert when there is but one', async () => {
    const { store } = renderWithStore(<Toasts />, { load: agent });
    act(() => void store.dispatch(alertRaised(alertDetails(7))));
    const toast = await screen.findByTestId('raised-toast', {}, PATIENT);
    await userEvent.click(within(toast).getByRole('button', { name: 'Show' }));
    expect(router.push).toHaveBeenCalledWith('/alerts/alr_7');
  });
});
