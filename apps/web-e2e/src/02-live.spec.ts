import type { PaymentPage } from '@cashbeat/shared-types';
import { ask } from './support/people';
import { apiKey, expect, recordPayment, test, webOrigin } from './support/test';

const SOON = { timeout: 2_000 };

test('a payment posted by REST reaches feed, tiles and chart within two seconds', async ({
  dashboard,
  page,
}) => {
  await recordPayment({ amount: 100 });
  await dashboard.open('?range=today');
  await expect(dashboard.tile('total-volume')).toHaveText('€100.00');
  await expect(page.locator('.volume-bar')).toHaveCount(1);
  const caption = page.getByText(/Volume was highest/);
  await expect(caption).toContainText('€100.00');

  const payment = await recordPayment({ amount: 23.45 });
  await Promise.all([
    expect(dashboard.row(payment.id)).toBeVisible(SOON),
    expect(dashboard.tile('total-volume')).toHaveText('€123.45', SOON),
    expect(caption).toContainText('€123.45', SOON),
  ]);
  await expect(dashboard.row(payment.id)).toContainText('Received');
  await expect(dashboard.row(payment.id)).toContainText('€23.45');
});

test('a failed payment counts against the success rate, in words and colour', async ({
  dashboard,
}) => {
  await dashboard.open('?range=today');
  await expect(dashboard.tile('success-rate')).toHaveText('100.0%');
  const payment = await recordPayment({ status: 'failed', failureCode: 'card_declined' });
  await expect(dashboard.row(payment.id)).toContainText('Failed');
  await expect(dashboard.row(payment.id)).toContainText('Card declined');
  await expect(dashboard.tile('success-rate')).toHaveText('66.7%', SOON);
});

test('tiles, table and API say the same', async ({ dashboard, page }) => {
  const asked = page.waitForResponse(/analytics\/metrics/);
  await dashboard.open('?range=today&period=day');
  const metrics = await (await asked).json();
  const money = new Intl.NumberFormat('en', { style: 'currency', currency: 'EUR' });
  await expect(dashboard.tile('total-volume')).toHaveText(money.format(metrics.totalVolume));
  await page
    .getByRole('group', { name: 'Form', exact: true })
    .getByRole('button', { name: 'Show as table' })
    .click();
  const cells = page.getByRole('region', { name: 'Trend as a table' }).getByRole('cell');
  await expect(cells.first()).toHaveText(money.format(metrics.totalVolume));
  const list = await ask<PaymentPage>(webOrigin(), '/api/payments?status=completed', {
    token: apiKey(),
  });
  const sum = list.items.reduce((total, { amount }) => total + amount, 0);
  expect(sum).toBeCloseTo(metrics.totalVolume, 2);
});

test('reading the feed holds it still; what waits is counted and comes back', async ({
  dashboard,
  page,
}) => {
  for (let index = 0; index < 30; index += 1) await recordPayment({ amount: 1 });
  await dashboard.open();
  await expect(dashboard.rows.first()).toBeVisible();
  await dashboard.rows.first().hover();
  await page.mouse.wheel(0, 400);
  const resume = page.getByTestId('feed-resume');
  await expect(resume).toBeVisible();
  const before = await dashboard.sequence();

  const fresh = await recordPayment({ amount: 2 });
  await recordPayment({ amount: 3 });
  await expect(resume).toHaveText('2 new');
  expect(await dashboard.sequence()).toEqual(before);
  await expect(dashboard.row(fresh.id)).toHaveCount(0);

  await resume.click();
  await expect(dashboard.row(fresh.id)).toBeVisible();
  await expect(resume).toBeHidden();
});

test('an event opens the payment with its timeline, under an address to share', async ({
  dashboard,
  page,
}) => {
  const payment = await recordPayment({ amount: 77, status: 'pending', externalId: 'INV-77' });
  await dashboard.open();
  await dashboard.row(payment.id).click();
  const drawer = page.getByTestId('payment-drawer');
  await expect(drawer).toContainText('€77.00');
  await expect(drawer).toContainText('INV-77');
  await expect(page).toHaveURL(new RegExp(`payment=${payment.id}`));

  await drawer.getByRole('button', { name: 'Mark as completed' }).click();
  await expect(drawer.getByTestId('payment-timeline')).toContainText('Money received');
  await drawer.getByRole('button', { name: 'Refund…' }).click();
  await drawer.getByLabel('Amount').fill('70');
  await drawer.getByRole('button', { name: 'Refund €70.00' }).click();
  await expect(drawer).toContainText('Partly refunded');
  await drawer.getByRole('button', { name: 'Refund…' }).click();
  await drawer.getByLabel('Amount').fill('70');
  await expect(drawer).toContainText('At most €7.00 is left to refund');

  await page.goBack();
  await expect(drawer).toBeHidden();
});

test('a rare kind of event is found among the older ones', async ({ dashboard, page }) => {
  const rare = await recordPayment({ status: 'failed', failureCode: 'expired_card' });
  await Promise.all(Array.from({ length: 120 }, () => recordPayment({ amount: 1 })));
  await dashboard.open();
  await expect(dashboard.rows.first()).toBeVisible();
  await page.getByRole('button', { name: 'Failed', exact: true }).click();
  await expect(dashboard.row(rare.id)).toBeVisible();
});
