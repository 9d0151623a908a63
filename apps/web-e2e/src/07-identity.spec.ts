import type { Browser } from '@playwright/test';
import type { Membership, Role } from '@cashbeat/shared-types';
import { ask, fillLogin, join, linkTo, makeKey, signIn, somebody } from './support/people';
import { Dashboard, expect, recordPayment, test, webOrigin } from './support/test';
import { browserOf, dashboardIn, founded, menuOf } from './support/visits';

/** Nobody is signed in at the beginning. */
test.use({ visitor: null });

const SOON = { timeout: 5_000 };

test('whoever opens an account is on the dashboard, and back there after signing out and in', async ({
  page,
}) => {
  const person = somebody('Nina New');
  await page.goto('/');
  await expect(page).toHaveURL(/\/login$/);
  await page.getByRole('link', { name: 'Create an account' }).click();
  await page.getByLabel('Your name').fill(person.name);
  await page.getByLabel('Organisation').fill('Nina & Daughters');
  await page.getByLabel('E-mail').fill(person.email);
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByText('Waiting for the first payment')).toBeVisible();
  await expect(page).toHaveURL(/\/$/);
  await expect(page.getByTestId('connection-badge')).toHaveAttribute('data-state', 'live');
  await expect(page.getByRole('button', { name: /Nina & Daughters/ }).first()).toBeVisible();

  await menuOf(page, person);
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/login$/);
  await expect(page.getByText('You are signed out.')).toBeVisible();
  await page.goto('/payments');
  await expect(page).toHaveURL(/\/login\?next=%2Fpayments$/);

  await fillLogin(page, { ...person, password: 'another-long-sentence' });
  await expect(page.getByRole('alert').filter({ hasText: /wrong/i })).toBeVisible();
  await expect(page).toHaveURL(/\/login/);
  await fillLogin(page, person);
  await expect(page).toHaveURL(/\/payments$/);
  await page.reload();
  await expect(page.getByTestId('connection-badge')).toHaveAttribute('data-state', 'live');
  expect(
    await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage })),
  ).not.toMatch(/eyJ/);
});

test('a forgotten password is set anew by the link in the outbox, once', async ({ page }) => {
  const { owner } = await founded('Forgetful Works');
  await page.goto('/login');
  await page.getByRole('link', { name: 'Forgotten your password?' }).click();
  await expect(page).toHaveURL(/\/forgot-password$/);
  await page.getByLabel('E-mail').fill(owner.email);
  await page.getByRole('button', { name: 'Send the link' }).click();
  await expect(page.getByText('Look into your inbox')).toBeVisible();
  const link = await linkTo(webOrigin(), owner.email, '/reset-password');
  await page.getByRole('link', { name: 'the outbox' }).click();
  await page.getByRole('listitem').filter({ hasText: owner.email }).getByRole('link').click();

  const renewed = { ...owner, password: 'quite-another-sentence' };
  await page.getByLabel('New password', { exact: true }).fill(renewed.password);
  await page.getByRole('button', { name: 'Set the password' }).click();
  await expect(page.getByText('Your password is set')).toBeVisible();
  expect(page.url()).not.toContain('token');
  await page.getByRole('link', { name: 'Sign in' }).click();
  await fillLogin(page, owner);
  await expect(page.getByRole('alert').filter({ hasText: /wrong/i })).toBeVisible();
  await fillLogin(page, renewed);
  await expect(page.getByTestId('connection-badge')).toHaveAttribute('data-state', 'live');

  await page.goto(link);
  await page.getByLabel('New password', { exact: true }).fill('one-sentence-too-many');
  await page.getByRole('button', { name: 'Set the password' }).click();
  await expect(page.getByText('This link is no longer valid')).toBeVisible();
});

test('who accepts an invitation as viewer sees everything and may do nothing', async ({
  page,
  browser,
}) => {
  const { owner, token } = await founded('Inviting Works');
  const payment = await recordPayment(
    { amount: 31 },
    webOrigin(),
    await makeKey(webOrigin(), token),
  );
  const guest = somebody('Gus Guest');
  await signIn(page.context().request, owner);
  await page.goto('/settings/members');
  await page.getByRole('button', { name: 'Invite', exact: true }).click();
  await page.getByLabel('E-mail address').fill(guest.email);
  await page.getByRole('radio', { name: 'Viewer' }).check();
  await page.getByRole('button', { name: 'Send the invitation' }).click();
  await expect(page.getByText('Invitation sent')).toBeVisible();

  const theirs = await browserOf(browser, null);
  const visit = await theirs.newPage();
  await visit.goto(await linkTo(webOrigin(), guest.email, '/invitation'));
  await expect(visit.getByText('Join Inviting Works').first()).toBeVisible();
  await visit.getByLabel('Your name').fill(guest.name);
  await visit.getByLabel('Password', { exact: true }).fill(guest.password);
  await visit.getByRole('button', { name: 'Join Inviting Works' }).click();
  await expect(visit.getByTestId('connection-badge')).toHaveAttribute('data-state', 'live');

  await visit.goto(`/payments?payment=${payment.id}`);
  await expect(visit.getByText('As viewer you cannot refund payments.')).toBeVisible();
  await expect(visit.getByRole('button', { name: 'Refund…' })).toHaveCount(0);
  await visit.goto('/settings/members');
  await expect(visit.getByText(owner.email).first()).toBeVisible();
  await expect(visit.getByRole('button', { name: 'Invite', exact: true })).toHaveCount(0);
  await visit.goto('/settings/api-keys');
  await expect(visit.getByText('Your role does not show this')).toBeVisible();
  await theirs.close();

  await page.reload();
  await expect(page.getByText(guest.email).first()).toBeVisible();
});

async function withMember(browser: Browser, organisation: string, role: Role) {
  const { owner, token, tenant } = await founded(organisation);
  const member = somebody('Mia Member');
  await join(webOrigin(), token, member, role);
  return { owner, token, tenant, member, theirs: await browserOf(browser, member) };
}

test('a role that is changed counts at once in the other open browser', async ({
  page,
  browser,
}) => {
  const { owner, token, member, theirs } = await withMember(browser, 'Changing Works', 'agent');
  const key = await makeKey(webOrigin(), token);
  const payment = await recordPayment({ amount: 31 }, webOrigin(), key);
  const open = await theirs.newPage();
  await open.goto(`/payments?payment=${payment.id}`);
  const refund = open.getByRole('button', { name: 'Refund…' });
  await expect(refund).toBeVisible();

  await signIn(page.context().request, owner);
  await page.goto('/settings/members');
  await page.getByLabel(`Role of ${member.name}`).selectOption('viewer');
  await page.getByRole('button', { name: 'Make viewer' }).click();
  await expect(page.getByText(`${member.name}: Viewer`)).toBeVisible();
  await expect(open.getByText('As viewer you cannot refund payments.')).toBeVisible(SOON);
  await expect(refund).toBeHidden();
  await theirs.close();
});

test('a browser whose session is revoked elsewhere is at the login page, told why', async ({
  page,
  browser,
}) => {
  const { owner } = await founded('Revoking Works');
  const lost = await browserOf(browser, owner);
  const { page: open } = await dashboardIn(lost);
  await signIn(page.context().request, owner);
  await page.goto('/settings/security');
  await page.getByRole('button', { name: 'Sign out everywhere else…' }).click();
  await page.getByRole('button', { name: 'Sign out everywhere else', exact: true }).click();
  await expect(page.getByText('Signed out everywhere else')).toBeVisible();
  await expect(open).toHaveURL(/\/login/, SOON);
  await expect(open.getByText(/You were signed out/)).toBeVisible();
  await page.goto('/');
  await expect(page.getByTestId('connection-badge')).toHaveAttribute('data-state', 'live');
  await lost.close();
});

test('another organisation shows its own figures and rows, and none of the first', async ({
  page,
}) => {
  const { owner, token, tenant: first } = await founded('First Works');
  const second = await ask<Membership>(webOrigin(), '/api/organisations', {
    token,
    body: { name: 'Second Works', timeZone: 'Europe/Berlin', defaultCurrency: 'EUR' },
  });
  const pay = (tenant: string, amount: number) =>
    ask<{ id: string }>(webOrigin(), '/api/payments', {
      token,
      tenant,
      body: { amount, currency: 'EUR', method: 'card', status: 'completed' },
    });
  const [here, there] = [await pay(first.id, 111), await pay(second.id, 222)];
  await signIn(page.context().request, owner);
  const dashboard = new Dashboard(page);
  await dashboard.open('?range=today');
  await expect(dashboard.tile('total-volume')).toHaveText('€111.00');
  await expect(dashboard.row(here.id)).toBeVisible();

  const foreign: string[] = [];
  await page
    .getByRole('button', { name: /^Organisation First Works/ })
    .first()
    .click();
  await page.getByRole('menuitemradio', { name: /Second Works/ }).click();
  await expect(dashboard.tile('total-volume')).toHaveText('€222.00');
  page.on('response', async (answer) => {
    const text = answer.url().includes('/api/') ? await answer.text().catch(() => '') : '';
    if (text.includes(here.id)) foreign.push(answer.url());
  });
  await expect(dashboard.row(there.id)).toBeVisible();
  await expect(dashboard.row(here.id)).toHaveCount(0);
  const [late, own] = [await pay(first.id, 3), await pay(second.id, 4)];
  await expect(dashboard.row(own.id)).toBeVisible();
  await expect(dashboard.tile('total-volume')).toHaveText('€226.00');
  await expect(dashboard.row(late.id)).toHaveCount(0);
  await page.getByRole('link', { name: 'Payments' }).first().click();
  await expect(page.locator(`[data-payment="${there.id}"]`)).toBeVisible();
  await expect(page.locator(`[data-payment="${here.id}"]`)).toHaveCount(0);
  expect(foreign).toEqual([]);
});

test('amounts are written as the organisation chose, at once in an open browser too', async ({
  page,
  browser,
}) => {
  const { owner, token } = await founded('Writing Works');
  const key = await makeKey(webOrigin(), token);
  const payment = await recordPayment({ amount: 1234.5 }, webOrigin(), key);
  const other = await browserOf(browser, owner);
  const open = await dashboardIn(other);
  await expect(open.tile('total-volume')).toHaveText('€1,234.50');

  await signIn(page.context().request, owner);
  await page.goto('/settings/organisation');
  await page.getByRole('combobox', { name: 'Numbers and dates' }).fill('German (Germany)');
  await page.getByRole('option', { name: /^German \(Germany\)/ }).click();
  await expect(page.getByText(/^1\.234,56\s€ · /)).toBeVisible();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Organisation saved')).toBeVisible();
  await expect(open.tile('total-volume')).toHaveText(/^1\.234,50\s€$/, SOON);
  await other.close();

  await page.goto(`/payments?payment=${payment.id}`);
  await page.getByRole('button', { name: 'Refund…' }).click();
  await page.getByLabel('Amount in EUR').fill('1.000,5');
  await page.getByRole('button', { name: /^Refund 1\.000,50\s€$/ }).click();
  await expect(page.getByText('Refund recorded')).toBeVisible();
});
