import { randomUUID } from 'node:crypto';
import type { AccessToken, CreatedApiKey, NewApiKey, Role } from '@cashbeat/shared-types';
import type { APIRequestContext, Page } from '@playwright/test';

export interface Account {
  name: string;
  email: string;
  password: string;
}

const PASSWORD = 'quiet-river-under-glass';

/** Somebody whom nobody was before. */
export function somebody(name: string): Account {
  const email = `${name.toLowerCase().replaceAll(' ', '.')}-${randomUUID().slice(0, 8)}@example.com`;
  return { name, email, password: PASSWORD };
}

/** One request as a program sends it; the answer must be a success. */
export async function ask<Answer>(
  origin: string,
  path: string,
  {
    token,
    tenant,
    body,
    key = randomUUID(),
  }: { token?: string; tenant?: string; body?: unknown; key?: string } = {},
): Promise<Answer> {
  const answer = await fetch(`${origin}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': key,
      ...(token && { authorization: `Bearer ${token}` }),
      ...(tenant && { 'x-tenant-id': tenant }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path} ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as Answer;
}

/** An account with an organisation of its own, in the zone and currency that tests count in. */
export async function register(
  origin: string,
  { name, email, password }: Account,
  organisation: string,
): Promise<AccessToken> {
  return ask(origin, '/api/auth/register', {
    body: {
      name,
      email,
      password,
      organisation,
      timeZone: 'Europe/Berlin',
      defaultCurrency: 'EUR',
    },
  });
}

/** The secret of a key that may do what the tests do besides the browser. */
export async function makeKey(origin: string, token: string): Promise<string> {
  const body: NewApiKey = {
    name: 'End-to-end tests',
    scopes: ['payments:read', 'payments:write', 'payments:refund', 'analytics:read'],
  };
  const { secret } = await ask<CreatedApiKey>(origin, '/api/api-keys', { token, body });
  if (!secret) throw new Error('The key was made before.');
  return secret;
}

/** Somebody with a role in the organisation of the token, by way of an invitation. */
export async function join(
  origin: string,
  token: string,
  account: Account,
  role: Role,
): Promise<void> {
  await ask(origin, '/api/invitations', { token, body: { email: account.email, role } });
  const invitation = await linkTo(origin, account.email, '/invitation');
  await ask(origin, '/api/auth/invitation/accept', {
    body: {
      token: new URLSearchParams(new URL(invitation).hash.slice(1)).get('token'),
      name: account.name,
      password: account.password,
    },
  });
}

/** The newest link of a kind that was mailed to somebody; mails go out behind the answers. */
export async function linkTo(origin: string, email: string, path: string): Promise<string> {
  const deadline = Date.now() + 15_000;
  while (Date.now() < deadline) {
    const mails = await ask<{ to: string; text: string }[]>(origin, '/api/dev/outbox');
    for (const { to, text } of mails) {
      const link = text.match(/https?:\/\/\S+/g)?.find((found) => new URL(found).pathname === path);
      if (to === email && link) return link;
    }
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error(`No link to ${path} was mailed to ${email}.`);
}

/**
 * Gives a browser a session of its own. A cookie is never shared between browsers: each refresh
 * replaces it, and one that comes back later counts as stolen.
 */
export async function signIn(request: APIRequestContext, account: Account): Promise<void> {
  const { email, password } = account;
  const answer = await request.post('/api/auth/login', { data: { email, password } });
  if (!answer.ok()) throw new Error(`${answer.status()}: ${await answer.text()}`);
}

/** Signs in as a person does. */
export async function fillLogin(page: Page, { email, password }: Account): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}
