import type { ApiKey } from '@cashbeat/shared-types';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';
import { ApiKeysPage } from '@/features/api-keys/api-keys-page';
import { keyStateOf } from '@/features/api-keys/key-state';
import { answerSurroundings, apiKey } from '../support/people';
import { enter } from '../support/enter';
import { renderPage } from '../support/render-page';
import { OWNER, session } from '../support/session';
import { ORIGIN, server } from '../support/server';

beforeEach(answerSurroundings);

/** Dialogs are loaded when they are first opened. */
const LOADED = { timeout: 10_000 };

const SECRET = 'cbk_4fJ9sQ2x_pX0secret';

interface Sent {
  key: string | null;
  body: { name: string; scopes: string[]; expiresAt?: string };
}

function show(
  keys: ApiKey[],
  answer: (sent: Sent, count: number) => Response | undefined = () => undefined,
) {
  const sent: Sent[] = [];
  server.use(
    http.get(`${ORIGIN}/api/api-keys`, () => HttpResponse.json(keys)),
    http.post(`${ORIGIN}/api/api-keys`, async ({ request }) => {
      const one = {
        key: request.headers.get('idempotency-key'),
        body: (await request.json()) as Sent['body'],
      };
      sent.push(one);
      return (
        answer(one, sent.length) ??
        HttpResponse.json({ secret: SECRET, apiKey: apiKey() }, { status: 201 })
      );
    }),
  );
  renderPage(<ApiKeysPage />);
  return sent;
}

async function fill() {
  await userEvent.click(await screen.findByRole('button', { name: 'New key' }));
  enter(await screen.findByLabelText('Name', undefined, LOADED), 'Nightly import');
  await userEvent.click(screen.getByRole('checkbox', { name: /payments:write/ }));
}

const make = () => userEvent.click(screen.getByRole('button', { name: 'Make the key' }));

describe('a new API key', () => {
  it('tells its secret once, with a command to try it', async () => {
    const sent = show([]);
    await fill();
    await make();
    const secret = await screen.findByRole('group', { name: 'API key' });
    expect(secret).toHaveTextContent(SECRET);
    expect(screen.getByText(/curl -H 'Authorization: Bearer/)).toBeVisible();
    expect(sent[0]!.body).toMatchObject({ name: 'Nightly import', scopes: ['payments:write'] });
    expect(Date.parse(sent[0]!.body.expiresAt!)).toBeGreaterThan(Date.now() + 89 * 86_400_000);
    await userEvent.keyboard('{Escape}');
    expect(secret).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'I have copied it' }));
    await waitFor(() => expect(document.body.textContent).not.toContain(SECRET));
  });

  it('that may do nothing is not asked for', async () => {
    const sent = show([]);
    await fill();
    await userEvent.click(screen.getByRole('checkbox', { name: /payments:write/ }));
    await make();
    expect(await screen.findByText('Choose at least one thing that the key may do.')).toBeVisible();
    expect(sent).toEqual([]);
  });

  it('whose answer was lost is asked for again as it was, and its secret is not made up', async () => {
    const sent = show([], (_one, count) =>
      count === 1
        ? HttpResponse.error()
        : HttpResponse.json({ secret: null, apiKey: apiKey() }, { status: 201 }),
    );
    await fill();
    await make();
    await screen.findByRole('alert');
    await make();
    expect(await screen.findByText(/was in an answer that never arrived/)).toBeVisible();
    expect(sent[1]).toEqual(sent[0]);
  });
});

describe('API keys', () => {
  it('are good, ending, expired or revoked', () => {
    const now = Date.parse('2026-11-21T09:00:00Z');
    const state = (change: Partial<ApiKey>) => keyStateOf(apiKey(change), now);
    expect(state({})).toBe('good');
    expect(state({ expiresAt: '2027-11-21T09:00:00Z' })).toBe('good');
    expect(state({ expiresAt: '2026-11-25T09:00:00Z' })).toBe('ending');
    expect(state({ expiresAt: '2026-11-21T09:00:00Z' })).toBe('expired');
    expect(state({ revokedAt: '2026-11-20T09:00:00Z' })).toBe('revoked');
  });

  it('are revoked after a question', async () => {
    const revoked: string[] = [];
    show([apiKey(), apiKey({ id: 'key_2', name: 'Old', revokedAt: '2026-11-20T09:00:00Z' })]);
    server.use(
      http.delete(`${ORIGIN}/api/api-keys/:id`, ({ params }) => {
        revoked.push(String(params.id));
        return new HttpResponse(null, { status: 204 });
      }),
    );
    const [first] = await screen.findAllByRole('button', { name: 'Revoke Nightly import…' });
    await userEvent.click(first!);
    expect(screen.queryByRole('button', { name: 'Revoke Old…' })).toBeNull();
    expect(revoked).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'Revoke the key' }));
    await waitFor(() => expect(revoked).toEqual(['key_1']));
  });

  it('are looked at only without the permission to change them', async () => {
    server.use(http.get(`${ORIGIN}/api/api-keys`, () => HttpResponse.json([apiKey()])));
    const permissions = OWNER.filter((permission) => permission !== 'api_keys:write');
    renderPage(<ApiKeysPage />, {
      load: () => Promise.resolve({ session: session({ permissions }) }),
    });
    expect(await screen.findByText('Nightly import')).toBeVisible();
    expect(screen.queryByRole('button')).toBeNull();
  });
});
