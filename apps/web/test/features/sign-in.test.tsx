import type { EntryHall } from '@cashbeat/shared-types';
import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';
import { LoginPage } from '@/features/auth/login-page';
import { ResetPasswordPage } from '@/features/auth/reset-password-page';
import { SessionGate } from '@/features/session/session-gate';
import { failureOfAnswer } from '@/store/request-failure';
import { sessionNeeded } from '@/store/session/session-middleware';
import { sessionLoaded, signedOut } from '@/store/session/session-slice';
import { renderWithStore } from '../support/render';
import { router } from '../support/router';
import { ORIGIN, server } from '../support/server';
import { accessToken, memoryMark, session } from '../support/session';

const nobody = { refresh: () => Promise.resolve({ failure: failureOfAnswer(401, undefined) }) };

const hall: EntryHall = { registration: true, demo: [], outbox: false };

const problem = (status: number, code: string, detail = code) =>
  HttpResponse.json({ status, code, title: code, detail, errors: [] }, { status });

function atDoor(change: Partial<EntryHall> = {}) {
  server.use(http.get(`${ORIGIN}/api/site`, () => HttpResponse.json({ ...hall, ...change })));
}

beforeEach(() => window.history.replaceState(null, '', '/login'));

async function signIn() {
  await userEvent.type(screen.getByLabelText('E-mail'), 'ana@example.com');
  await userEvent.type(screen.getByLabelText('Password'), 'a long sentence');
  await userEvent.click(screen.getByRole('button', { name: 'Sign in' }));
}

describe('signing in', () => {
  it('leads back to the page that was left, and to no other site', async () => {
    atDoor();
    server.use(http.post(`${ORIGIN}/api/auth/login`, () => HttpResponse.json(accessToken('t'))));
    window.history.replaceState(null, '', '/login?next=%2Fpayments%3Fstatus%3Dfailed');
    renderWithStore(<LoginPage />, nobody);
    await signIn();
    await waitFor(() => expect(router.replace).toHaveBeenCalledWith('/payments?status=failed'));
  });

  it('asks for the second factor of accounts that have one', async () => {
    atDoor();
    const sent: unknown[] = [];
    server.use(
      http.post(`${ORIGIN}/api/auth/login`, async ({ request }) => {
        const body = (await request.json()) as { code?: string };
        sent.push(body);
        if (body.code === '123456') return HttpResponse.json(accessToken('t'));
        if (body.code) return problem(401, 'second_factor_invalid', 'The code is wrong.');
        return problem(401, 'second_factor_required');
      }),
    );
    renderWithStore(<LoginPage />, nobody);
    await signIn();
    const code = await screen.findByLabelText('Code');
    expect(code).toHaveAttribute('autocomplete', 'one-time-code');
    await userEvent.type(code, '654321{Enter}');
    expect(await screen.findByText('The code is wrong.')).toBeVisible();
    await userEvent.clear(code);
    await userEvent.type(code, '123 456{Enter}');
    await waitFor(() => expect(router.replace).toHaveBeenCalledWith('/'));
    expect(sent).toHaveLength(3);
  });

  it('says that address or password are wrong, not which of them', async () => {
    atDoor();
    const detail = 'The e-mail address or the password is wrong.';
    server.use(
      http.post(`${ORIGIN}/api/auth/login`, () => problem(401, 'invalid_credentials', detail)),
    );
    renderWithStore(<LoginPage />, nobody);
    await signIn();
    expect(await screen.findByRole('alert')).toHaveTextContent(detail);
    expect(screen.getByLabelText('Password')).toBeValid();
  });

  it('to the demo takes one click, with the credentials in sight', async () => {
    atDoor({ demo: [{ email: 'demo@cashbeat.example', password: 'look at this', role: 'owner' }] });
    let sent: unknown;
    server.use(
      http.post(`${ORIGIN}/api/auth/login`, async ({ request }) => {
        sent = await request.json();
        return HttpResponse.json(accessToken('t'));
      }),
    );
    renderWithStore(<LoginPage />, nobody);
    expect(await screen.findByText('look at this')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Enter as owner' }));
    await waitFor(() => expect(router.replace).toHaveBeenCalledWith('/'));
    expect(sent).toEqual({ email: 'demo@cashbeat.example', password: 'look at this' });
  });

  it('moves nothing aside when it becomes known what there is besides', async () => {
    atDoor({ demo: [{ email: 'demo@cashbeat.example', password: 'look at this', role: 'owner' }] });
    renderWithStore(<LoginPage />, nobody);
    const form = screen.getByRole('form', { name: 'Sign in' });
    const late = [
      await screen.findByRole('region', { name: 'Demo' }),
      screen.getByRole('link', { name: 'Create an account' }),
    ];
    for (const part of late) {
      expect(form.compareDocumentPosition(part)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    }
  });

  it('is not asked of somebody who is signed in', async () => {
    atDoor();
    renderWithStore(<LoginPage />);
    await waitFor(() => expect(router.replace).toHaveBeenCalledWith('/'));
  });
});

/** Pages behind the gate, with what `Boot` asked for. */
function renderGate(parts: Parameters<typeof renderWithStore>[1]) {
  const rendered = renderWithStore(<SessionGate>Payments</SessionGate>, parts);
  act(() => void rendered.store.dispatch(sessionNeeded()));
  return rendered;
}

describe('the gate', () => {
  it('shows pages at once, and leads to /login only when nobody is signed in', async () => {
    window.history.replaceState(null, '', '/payments?status=failed');
    renderGate(nobody);
    expect(screen.getByText('Payments')).toBeVisible();
    await waitFor(() =>
      expect(router.replace).toHaveBeenCalledWith('/login?next=%2Fpayments%3Fstatus%3Dfailed'),
    );
  });

  it('finds a session that this browser has no note of', async () => {
    const { store } = renderGate({
      mark: memoryMark(false),
    });
    await waitFor(() => expect(store.getState().session.status).toBe('signed_in'));
    expect(router.replace).not.toHaveBeenCalled();
  });

  it('stays while the server is away', async () => {
    const away = { refresh: () => Promise.resolve({ failure: failureOfAnswer(503, undefined) }) };
    renderGate(away);
    expect(await screen.findByText(/tried again all the time/)).toBeVisible();
    expect(screen.getByText('Payments')).toBeVisible();
    expect(router.replace).not.toHaveBeenCalled();
  });

  it('says that somebody was signed out', async () => {
    atDoor();
    const { store } = renderWithStore(<LoginPage />, nobody);
    await waitFor(() => expect(store.getState().session.status).toBe('signed_out'));
    expect(screen.queryByText(/You were signed out/)).toBeNull();
    store.dispatch(sessionLoaded(session()));
    store.dispatch(signedOut({ departure: 'ended' }));
    expect(await screen.findByText(/You were signed out/)).toBeVisible();
  });
});

describe('a link in a message', () => {
  it('to set a password outlives a reload until it is used, and its token is sent in the body alone', async () => {
    window.history.replaceState(null, '', '/reset-password#token=s3cret%2B1');
    let sent: unknown;
    server.use(
      http.post(`${ORIGIN}/api/auth/password/reset`, async ({ request }) => {
        sent = await request.json();
        return new HttpResponse(null, { status: 204 });
      }),
    );
    renderWithStore(<ResetPasswordPage />, nobody);
    const field = await screen.findByLabelText('New password');
    expect(window.location.hash).toBe('#token=s3cret%2B1');
    await userEvent.type(field, 'a long sentence{Enter}');
    expect(await screen.findByText('Your password is set')).toBeVisible();
    expect(window.location.href).not.toContain('token');
    expect(sent).toEqual({ token: 's3cret+1', newPassword: 'a long sentence' });
  });

  it('that is used up says so, and where to get another', async () => {
    window.history.replaceState(null, '', '/reset-password#token=old');
    server.use(
      http.post(`${ORIGIN}/api/auth/password/reset`, () => problem(404, 'reset_not_found')),
    );
    renderWithStore(<ResetPasswordPage />, nobody);
    await userEvent.type(await screen.findByLabelText('New password'), 'a long sentence{Enter}');
    expect(await screen.findByText('This link is no longer valid')).toBeVisible();
    expect(window.location.href).not.toContain('token');
    expect(screen.getByRole('link', { name: 'Ask for another link' })).toBeVisible();
  });
});
