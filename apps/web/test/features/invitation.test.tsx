import type { InvitationPreview } from '@cashbeat/shared-types';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';
import { InvitationPage } from '@/features/auth/invitation-page';
import { failureOfAnswer } from '@/store/request-failure';
import { enter } from '../support/enter';
import { problem } from '../support/people';
import { renderPage } from '../support/render-page';
import { router } from '../support/router';
import { ORIGIN, server } from '../support/server';
import { accessToken, ana, ben, bolt, memoryChoice, session } from '../support/session';

const nobody = { refresh: () => Promise.resolve({ failure: failureOfAnswer(401, undefined) }) };

const PREVIEW: InvitationPreview = {
  organisation: 'Bolt Ltd',
  email: ben.email,
  role: 'agent',
  invitedBy: 'Ana',
  hasAccount: false,
  expiresAt: '2026-12-01T00:00:00.000Z',
};

/** The API for one invitation, which is gone once it was accepted. */
function invited(change: Partial<InvitationPreview> = {}, answer = accessToken('joined')) {
  const sent: unknown[] = [];
  const dead = () => problem(404, 'invitation_not_found', 'There is no such invitation.');
  server.use(
    http.get(`${ORIGIN}/api/auth/invitation`, ({ request }) =>
      request.headers.get('x-invitation-token') === 'inv' && sent.length === 0
        ? HttpResponse.json({ ...PREVIEW, ...change })
        : dead(),
    ),
    http.post(`${ORIGIN}/api/auth/invitation/accept`, async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json(answer);
    }),
  );
  return sent;
}

beforeEach(() => window.history.replaceState(null, '', '/invitation#token=inv'));

describe('an invitation', () => {
  it('asks new people for a name and a password; its link is good until then', async () => {
    const sent = invited();
    renderPage(<InvitationPage />, nobody);
    enter(await screen.findByLabelText('Your name'), 'Ben');
    expect(window.location.hash).toBe('#token=inv');
    await userEvent.type(screen.getByLabelText('Password'), 'a long sentence{Enter}');
    await waitFor(() => expect(router.replace).toHaveBeenCalledWith('/'));
    expect(sent).toEqual([{ token: 'inv', name: 'Ben', password: 'a long sentence' }]);
    expect(window.location.href).not.toContain('token');
  });

  it('that is gone says so, and leaves the address', async () => {
    window.history.replaceState(null, '', '/invitation#token=old');
    invited();
    renderPage(<InvitationPage />, nobody);
    expect(await screen.findByText('This invitation is no longer valid')).toBeVisible();
    await waitFor(() => expect(window.location.href).not.toContain('token'));
  });

  it('leads whoever is signed in to the organisation that they joined', async () => {
    const answer = accessToken('joined', { tenant: { ...bolt, role: 'agent' } });
    invited({ email: ana.email.toUpperCase(), hasAccount: true }, answer);
    const choice = memoryChoice();
    const { store } = renderPage(<InvitationPage />, {
      choice,
      load: (headers) =>
        Promise.resolve({
          session: headers['x-tenant-id'] === 'bolt' ? session({ tenant: bolt }) : session(),
        }),
    });
    expect(await screen.findByText(/Confirm with your password/)).toBeVisible();
    expect(screen.queryByText(/You are signed in as/)).toBeNull();
    const shown: unknown[] = [];
    router.replace.mockImplementation(() => {
      shown.push(store.getState().session.session?.tenant?.id);
    });
    await userEvent.type(screen.getByLabelText('Your password'), 'a long sentence{Enter}');
    await waitFor(() => expect(router.replace).toHaveBeenCalledWith('/'));
    expect(shown).toEqual(['bolt']);
    expect(choice.get()).toBe('bolt');
    expect(screen.getByText('You joined Bolt Ltd')).toBeVisible();
  });

  it('to somebody else says who is signed in', async () => {
    invited({ hasAccount: true });
    renderPage(<InvitationPage />);
    expect(
      await screen.findByText(
        `You are signed in as ${ana.email}. Joining signs you in as ${ben.email} instead.`,
      ),
    ).toBeVisible();
    expect(screen.getByText(/Enter its password to join/)).toBeVisible();
  });
});
