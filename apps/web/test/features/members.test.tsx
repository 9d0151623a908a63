import type { Member } from '@cashbeat/shared-types';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';
import { MembersPage } from '@/features/members/members-page';
import type { SessionParts } from '@/store/session/session-flow';
import { answerSurroundings, benAsAgent, member, problem } from '../support/people';
import { enter } from '../support/enter';
import { renderPage } from '../support/render-page';
import { acme, session, VIEWER } from '../support/session';
import { ORIGIN, server } from '../support/server';

beforeEach(answerSurroundings);

/** Dialogs are loaded when they are first opened. */
const LOADED = { timeout: 10_000 };

const viewer: Partial<SessionParts> = {
  load: () =>
    Promise.resolve({
      session: session({ permissions: VIEWER, tenant: { ...acme, role: 'viewer' } }),
    }),
};

function show(members: Member[], parts: Partial<SessionParts> = {}) {
  server.use(
    http.get(`${ORIGIN}/api/members`, () => HttpResponse.json(members)),
    http.get(`${ORIGIN}/api/invitations`, () => HttpResponse.json([])),
  );
  renderPage(<MembersPage />, parts);
}

const choose = async (role: string, of: RegExp) =>
  userEvent.selectOptions(await screen.findByRole('combobox', { name: of }), role);

describe('members', () => {
  it('lose the last owner to nobody, and are told so in words', async () => {
    show([member(), benAsAgent]);
    server.use(
      http.patch(`${ORIGIN}/api/members/:id`, () => problem(409, 'last_owner', 'An owner stays.')),
    );
    await choose('viewer', /Ana/);
    await userEvent.click(screen.getByRole('button', { name: 'Become viewer' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The organisation has no other owner, and it cannot be without one. Make somebody else an owner first.Request req_9',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(screen.getByRole('combobox', { name: /Ana/, hidden: true })).toHaveValue('owner');
  });

  it('change their role after a question, once', async () => {
    const sent: unknown[] = [];
    show([member(), benAsAgent]);
    server.use(
      http.patch(`${ORIGIN}/api/members/:id`, async ({ request, params }) => {
        sent.push({ id: params.id, body: await request.json() });
        return HttpResponse.json({ ...benAsAgent, role: 'owner' });
      }),
    );
    await choose('owner', /Ben/);
    expect(await screen.findByText(/decides who else is an owner/)).toBeVisible();
    expect(sent).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'Make owner' }));
    await waitFor(() => expect(sent).toEqual([{ id: 'usr_ben', body: { role: 'owner' } }]));
  });

  it('are looked at only without the permission, and why; leaving is always there', async () => {
    show([member({ role: 'viewer' }), benAsAgent], viewer);
    expect(await screen.findByText('Ben Ode')).toBeVisible();
    expect(screen.getByRole('note')).toHaveTextContent(/Owners and administrators invite/);
    expect(screen.queryByRole('combobox')).toBeNull();
    expect(screen.queryByRole('button', { name: /Remove|Invite/ })).toBeNull();
    expect(screen.getAllByRole('button', { name: 'Leave…' }).length).toBeGreaterThan(0);
    expect(screen.queryByText('Pending invitations')).toBeNull();
  });

  it('are no page for who may not see them', async () => {
    renderPage(<MembersPage />, {
      load: () => Promise.resolve({ session: session({ permissions: [] }) }),
    });
    expect(await screen.findByText('Your role does not show this')).toBeVisible();
  });

  it('that cannot be had say why, with the request, and are asked for again', async () => {
    show([]);
    server.use(
      http.get(`${ORIGIN}/api/members`, () => problem(500, 'internal', 'It broke.'), {
        once: true,
      }),
    );
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent(/It broke\.Request req_9/);
    await userEvent.click(within(alert).getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('No members')).toBeVisible();
  });
});

describe('an invitation', () => {
  it('to a member is refused at the address; a sent one tells where the message is', async () => {
    show([member()]);
    server.use(
      http.post(
        `${ORIGIN}/api/invitations`,
        () => problem(409, 'already_member', 'Somebody with this address is a member already.'),
        { once: true },
      ),
    );
    await userEvent.click(await screen.findByRole('button', { name: 'Invite' }));
    const field = await screen.findByLabelText('E-mail address', undefined, LOADED);
    enter(field, 'ben@example.com');
    await userEvent.click(screen.getByRole('radio', { name: /^Viewer/ }));
    await userEvent.click(screen.getByRole('button', { name: 'Send the invitation' }));
    await waitFor(() => expect(field).toBeInvalid());
    expect(field).toHaveAccessibleDescription('Somebody with this address is a member already.');

    const sent: unknown[] = [];
    server.use(
      http.post(`${ORIGIN}/api/invitations`, async ({ request }) => {
        sent.push(await request.json());
        return HttpResponse.json({ email: 'eve@example.com' }, { status: 201 });
      }),
    );
    enter(field, 'eve@example.com');
    await userEvent.click(screen.getByRole('button', { name: 'Send the invitation' }));
    expect(await screen.findByText('Invitation sent')).toBeVisible();
    expect(sent).toEqual([{ email: 'eve@example.com', role: 'viewer' }]);
    expect(await screen.findByRole('link', { name: 'outbox' })).toHaveAttribute('href', '/outbox');
  });
});
