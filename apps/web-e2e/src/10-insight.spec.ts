import type { NewPayment, Payment, PaymentBatchOutcome } from '@cashbeat/shared-types';
import type { Browser } from '@playwright/test';
import { ask, makeKey } from './support/people';
import { Dashboard, expect as expectSoon, recordPayment, test, webOrigin } from './support/test';
import { browserOf, founded } from './support/visits';

/** Everybody here has an organisation of their own. */
test.use({ visitor: null });
test.describe.configure({ timeout: 300_000 });

/** Whole pages are loaded several times, and nothing here is about how fast that is. */
const expect = expectSoon.configure({ timeout: 60_000 });

const HOUR = 3_600_000;

/** The beginning of the hour that began `ago` hours before the running one. */
function hourBefore(ago: number): Date {
  return new Date(Math.floor(Date.now() / HOUR) * HOUR - ago * HOUR);
}

async function enter(browser: Browser, organisation: string) {
  const { owner, token } = await founded(organisation);
  const key = await makeKey(webOrigin(), token);
  const context = await browserOf(browser, owner);
  const page = await context.newPage();
  const record = (change: Partial<NewPayment> = {}): Promise<Payment> =>
    recordPayment(change, webOrigin(), key);
  const recordAll = async (items: Partial<NewPayment>[]): Promise<void> => {
    const made = items.map((item) => ({
      amount: 10,
      currency: 'EUR',
      method: 'card',
      status: 'completed',
      ...item,
    }));
    const body = { items: made };
    const outcome = await ask<PaymentBatchOutcome>(webOrigin(), '/api/payments/batch', {
      token: key,
      body,
    });
    expect(outcome.refused).toBe(0);
  };
  const dashboard = new Dashboard(page);
  const open = async (query = '') => {
    await page.goto(`/${query}`);
    await expect(dashboard.badge).toHaveAttribute('data-state', 'live');
  };
  return { page, dashboard, open, record, recordAll, close: () => context.close() };
}

const several = (count: number, item: Partial<NewPayment>) =>
  Array.from({ length: count }, () => item);

test('a decline spike comes out on top of the explanation, and leads to its payments', async ({
  browser,
}) => {
  const { page, dashboard, open, recordAll, close } = await enter(browser, 'Spiky Ltd');
  const [before, spike] = [hourBefore(3), hourBefore(2)];
  const at = (hour: Date) => ({ createdAt: new Date(hour.getTime() + 60_000).toISOString() });
  const declined = { status: 'failed', failureCode: 'card_declined' } as const;
  const outage = { status: 'failed', failureCode: 'issuer_unavailable' } as const;
  await recordAll([
    ...several(28, { ...at(before) }),
    ...several(30, { ...at(before), method: 'bank_transfer' }),
    ...several(2, { ...at(before), ...declined }),
    ...several(4, { ...at(spike) }),
    ...several(30, { ...at(spike), method: 'bank_transfer' }),
    ...several(2, { ...at(spike), ...declined }),
    ...several(24, { ...at(spike), ...outage }),
  ]);
  await open('?range=24h');
  await expect(dashboard.tile('success-rate')).toHaveText('76.7%');

  const end = new Date(spike.getTime() + HOUR);
  await page.goto(
    `/?explain=success_rate&explainFrom=${spike.toISOString()}&explainTo=${end.toISOString()}`,
  );
  const explanation = page.getByTestId('explanation');
  await expect(explanation.getByTestId('explanation-change')).toHaveText('−40.0 pt');
  const codes = explanation.locator('[data-dimension=failure_code]');
  const first = codes.getByRole('listitem').first();
  await expect(first).toContainText('Issuer unavailable');
  await expect(first).toContainText('100%');
  await expect(explanation.locator('[data-dimension=method] li').first()).toContainText('Card');

  await first.getByRole('link').click();
  await expect(page).toHaveURL(/\/payments\?.*failure=issuer_unavailable/);
  await expect(page.getByTestId('payment-total')).toHaveText('24');
  await expect(page.getByRole('button', { name: /Remove filter Failure/ })).toBeVisible();
  await page.goBack();
  await expect(explanation).toBeVisible();
  await explanation.getByRole('button', { name: 'Close' }).click();
  await expect(explanation).toBeHidden();
  await close();
});

test('breakdown and tiles say the same; map and flow show what was recorded', async ({
  browser,
}) => {
  const { page, dashboard, open, recordAll, close } = await enter(browser, 'Sum Works');
  const hour = hourBefore(2);
  const createdAt = new Date(hour.getTime() + 60_000).toISOString();
  await recordAll([
    ...several(6, { createdAt, amount: 100 }),
    ...several(3, { createdAt, amount: 20, method: 'bank_transfer' }),
    { createdAt, amount: 50, status: 'failed', failureCode: 'card_declined' },
    { createdAt, amount: 70, status: 'pending' },
  ]);
  await open('?range=24h');
  await expect(dashboard.tile('total-volume')).toHaveText('€660.00');
  await page.getByTestId('breakdown').scrollIntoViewIfNeeded();

  const methods = page.getByRole('region', { name: 'By method' });
  await expect(methods.getByRole('row', { name: /^Card/ })).toContainText('€600.00');
  await expect(methods.getByRole('row', { name: /^Bank transfer/ })).toContainText('€60.00');
  const flow = page.getByTestId('flow');
  await expect(flow.locator('[data-flow=created]')).toContainText('11');
  await expect(flow.locator('[data-flow=succeeded]')).toContainText('9');
  const volume = (await dashboard.tile('total-volume').textContent())!;
  await expect(flow.locator('[data-flow=succeeded]')).toContainText(volume);

  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/Berlin',
    weekday: 'long',
    hour: '2-digit',
  }).formatToParts(hour);
  const told = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  const map = page.getByRole('grid', { name: 'Payments by hour of the week' });
  const cell = map.getByRole('gridcell', { name: new RegExp(`^${told.weekday} ${told.hour}:00`) });
  await expect(cell).toHaveAccessibleName(/11 payments, 90.0% of 10 attempts succeeded/);
  await cell.hover();
  await expect(page.getByTestId('heat-map-told')).toContainText('11 payments');

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Breakdown as CSV' }).click();
  const file = await download;
  expect((await (await file.createReadStream()).toArray()).join('')).toContain('card_declined');

  await methods.getByRole('button', { name: 'Card' }).click();
  await expect(page).toHaveURL(/method=card/);
  await expect(dashboard.tile('total-volume')).toHaveText('€600.00');
  const statuses = page.getByRole('region', { name: 'By status' });
  await statuses.getByRole('link', { name: 'Failed' }).click();
  await expect(page).toHaveURL(/\/payments\?.*status=failed/);
  await expect(page.getByTestId('payment-total')).toHaveText('1');
  await close();
});

test('the feed is found by its filters, and the address keeps them', async ({ browser }) => {
  const { page, dashboard, open, record, close } = await enter(browser, 'Feed Finders');
  const small = await record({ amount: 5, customerId: 'c-1', externalId: 'INV-1' });
  const large = await record({ amount: 900, customerId: 'c-2', externalId: 'INV-2' });
  const failed = await record({ amount: 7, status: 'failed', failureCode: 'card_declined' });
  await open();
  await expect(dashboard.row(failed.id)).toBeVisible();

  const search = page.getByRole('searchbox', { name: /Search the events/ });
  await search.fill('inv-1');
  await expect(dashboard.row(small.id)).toBeVisible();
  await expect(dashboard.rows).toHaveCount(1);
  await expect(page.getByRole('link', { name: 'Search all payments' })).toHaveAttribute(
    'href',
    '/payments?q=inv-1',
  );
  await search.fill('');
  await page.getByRole('button', { name: /^Filters of the feed/ }).click();
  await expect(dashboard.rows).toHaveCount(3);
  await page.getByLabel('Amount from, EUR').fill('100');
  await expect(page).toHaveURL(/feedMin=100/);
  await expect(dashboard.rows).toHaveCount(1);
  await expect(dashboard.row(large.id)).toBeVisible();
  await page.reload();
  await expect(dashboard.row(large.id)).toBeVisible();
  await expect(dashboard.rows).toHaveCount(1);
  await page.getByRole('button', { name: 'Filters of the feed, 1 set' }).click();
  await page.getByRole('button', { name: 'Clear these filters' }).click();
  await expect(dashboard.rows).toHaveCount(3);
  await page.getByRole('button', { name: 'Failed', exact: true }).click();
  await expect(dashboard.rows).toHaveCount(1);
  await expect(dashboard.row(failed.id)).toContainText('Failed');
  await close();
});

test('a paused feed stands still until it is resumed', async ({ browser }) => {
  const { page, dashboard, open, record, close } = await enter(browser, 'Calm Readers');
  const first = await record({ amount: 5 });
  await open();
  await expect(dashboard.row(first.id)).toBeVisible();
  await page.getByRole('button', { name: 'Pause the feed' }).click();
  const second = await record({ amount: 6 });
  await expect(page.getByTestId('feed-resume')).toHaveText('1 new');
  await expect(dashboard.row(second.id)).toHaveCount(0);
  await page.getByRole('button', { name: 'Resume the feed' }).click();
  await expect(dashboard.row(second.id)).toBeVisible();
  await expect(page.getByTestId('feed-resume')).toBeHidden();

  const mute = page.getByRole('button', { name: 'Mute announcements of the feed' });
  await mute.click();
  await page.reload();
  await expect(mute).toHaveAttribute('aria-pressed', 'true');
  await close();
});
