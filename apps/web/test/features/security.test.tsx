import type { TwoFactorSetup } from '@cashbeat/shared-types';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';
import { PasswordPanel } from '@/features/security/password-panel';
import { TwoFactorPanel } from '@/features/security/two-factor-panel';
import { SessionsPanel } from '@/features/sessions/sessions-panel';
import { answerSurroundings, problem } from '../support/people';
import { enter } from '../support/enter';
import { renderPage } from '../support/render-page';
import { ORIGIN, server } from '../support/server';

beforeEach(answerSurroundings);

/** Dialogs are loaded when they are first opened. */
const LOADED = { timeout: 10_000 };

const press = (name: string | RegExp) => userEvent.click(screen.getByRole('button', { name }));

describe('a new password', () => {
  it('is refused at the field that is wrong, in words', async () => {
    const errors = [
      { field: 'currentPassword', code: 'password_wrong', message: 'is not your password' },
    ];
    server.use(
      http.post(`${ORIGIN}/api/auth/password`, () => problem(422, 'invalid_request', 'x', errors)),
    );
    renderPage(<PasswordPanel />);
    enter(await screen.findByLabelText('Current password'), 'not this one');
    enter(screen.getByLabelText('New password'), 'a long sentence of mine');
    await press('Change password');
    const field = screen.getByLabelText('Current password');
    await waitFor(() => expect(field).toBeInvalid());
    expect(field).toHaveAccessibleDescription('This is not your password.');
  });

  it('says that the other sessions were ended, and keeps neither password', async () => {
    server.use(
      http.post(`${ORIGIN}/api/auth/password`, () => new HttpResponse(null, { status: 204 })),
    );
    renderPage(<PasswordPanel />);
    enter(await screen.findByLabelText('Current password'), 'the old sentence');
    enter(screen.getByLabelText('New password'), 'a long sentence of mine');
    await press('Change password');
    expect(await screen.findByText(/Every other session of yours was ended/)).toBeVisible();
    expect(screen.getByLabelText('Current password')).toHaveValue('');
    expect(screen.getByLabelText('New password')).toHaveValue('');
  });
});

describe('the second factor', () => {
  const setup: TwoFactorSetup = {
    secret: 'JBSWY3DPEHPK3PXP',
    uri: 'otpauth://totp/x',
    qrSvg: '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
  };

  it('is set up step by step; the codes are left only when they are said to be saved', async () => {
    const sent: unknown[] = [];
    server.use(
      http.post(`${ORIGIN}/api/auth/two-factor`, () => HttpResponse.json(setup)),
      http.post(`${ORIGIN}/api/auth/two-factor/confirm`, async ({ request }) => {
        sent.push(await request.json());
        return HttpResponse.json({ codes: ['k3v7-9wq2-xm4t', 'a1b2-c3d4-e5f6'] });
      }),
    );
    renderPage(<TwoFactorPanel />);
    await userEvent.click(await screen.findByRole('button', { name: 'Set up…' }));
    enter(await screen.findByLabelText('Your password', undefined, LOADED), 'my sentence');
    await press('Continue');
    const picture = await screen.findByRole('img', { name: /QR code/ });
    expect(picture).toHaveAttribute('src', expect.stringMatching(/^data:image\/svg\+xml/));
    expect(document.querySelector('script')).toBeNull();
    expect(screen.getByText('JBSW Y3DP EHPK 3PXP')).toBeVisible();
    enter(screen.getByLabelText('Code from the app'), '123 456');
    await press('Turn on');
    const list = await screen.findByRole('list', { name: 'Recovery codes' });
    expect(within(list).getAllByRole('listitem')).toHaveLength(2);
    expect(sent).toEqual([{ code: '123456' }]);
    const done = screen.getByRole('button', { name: 'Done' });
    expect(done).toBeDisabled();
    await userEvent.keyboard('{Escape}');
    expect(list).toBeVisible();
    await userEvent.click(screen.getByLabelText('I have saved them'));
    await userEvent.click(done);
    await waitFor(() => expect(screen.queryByText('k3v7-9wq2-xm4t')).toBeNull());
  });

  it('tells a wrong code at the code', async () => {
    const errors = [
      { field: 'code', code: 'code_wrong', message: 'is wrong, too old, or was used already' },
    ];
    server.use(
      http.post(`${ORIGIN}/api/auth/two-factor`, () => HttpResponse.json(setup)),
      http.post(`${ORIGIN}/api/auth/two-factor/confirm`, () =>
        problem(422, 'invalid_request', 'x', errors),
      ),
    );
    renderPage(<TwoFactorPanel />);
    await userEvent.click(await screen.findByRole('button', { name: 'Set up…' }));
    enter(await screen.findByLabelText('Your password', undefined, LOADED), 'my sentence');
    await press('Continue');
    const field = await screen.findByLabelText('Code from the app');
    enter(field, '000000');
    await press('Turn on');
    await waitFor(() => expect(field).toBeInvalid());
    expect(field).toHaveAccessibleDescription('This is wrong, too old, or was used already.');
  });
});

describe('own sessions', () => {
  const at = '2026-11-20T09:00:00.000Z';
  const one = {
    createdAt: at,
    lastUsedAt: at,
    expiresAt: at,
    address: '192.0.2.7',
    userAgent: 'curl/8.1',
  };
  const list = [
    { ...one, id: 'ses_2', current: false },
    { ...one, id: 'ses_1', current: true },
    { ...one, id: 'ses_3', current: false },
  ];

  it('are ended one after the other everywhere else, never here', async () => {
    const ended: string[] = [];
    server.use(
      http.get(`${ORIGIN}/api/auth/sessions`, () => HttpResponse.json(list)),
      http.delete(`${ORIGIN}/api/auth/sessions/:id`, ({ params }) => {
        ended.push(String(params.id));
        return params.id === 'ses_2'
          ? problem(404, 'session_not_found', 'You have no such session.')
          : new HttpResponse(null, { status: 204 });
      }),
    );
    renderPage(<SessionsPanel />);
    const rows = await screen.findAllByRole('listitem');
    expect(within(rows[0]!).getByText('This one')).toBeVisible();
    expect(within(rows[0]!).queryByRole('button')).toBeNull();
    await press('Sign out everywhere else…');
    await press('Sign out everywhere else');
    await waitFor(() => expect(ended).toEqual(['ses_2', 'ses_3']));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('ended everywhere sign out here, too', async () => {
    server.use(
      http.get(`${ORIGIN}/api/auth/sessions`, () => HttpResponse.json(list)),
      http.post(
        `${ORIGIN}/api/auth/logout-everywhere`,
        () => new HttpResponse(null, { status: 204 }),
      ),
    );
    const { store } = renderPage(<SessionsPanel />);
    await userEvent.click(await screen.findByRole('button', { name: 'Sign out everywhere…' }));
    await press('Sign out everywhere');
    await waitFor(() => expect(store.getState().session.status).toBe('signed_out'));
  });
});
