import { startSecondApi, killApi } from './support/stack';
import { expect, recordPayment, test } from './support/test';

const DURING_OUTAGE = 12;

test('events of an API outage arrive once and in order, without a reload', async ({
  dashboard,
  page,
  dataDir,
}) => {
  const before = await recordPayment({ amount: 5 });
  const second = await startSecondApi(dataDir);
  try {
    await dashboard.open('?range=today');
    await expect(dashboard.row(before.id)).toBeVisible();
    await page.evaluate(() => Object.assign(window, { neverReloaded: true }));

    killApi(dataDir);
    await expect(dashboard.badge).toHaveAttribute('data-state', 'reconnecting');
    const during: string[] = [];
    for (let index = 0; index < DURING_OUTAGE; index += 1) {
      during.push((await recordPayment({ amount: 6 + index }, second.api)).id);
    }

    await expect(dashboard.badge).toHaveAttribute('data-state', 'live', { timeout: 60_000 });
    const after = await recordPayment({ amount: 50 }, second.api);
    await expect(dashboard.row(after.id)).toBeVisible();

    const rows = await dashboard.rowsDownTo(before.id);
    const seqs = rows.map(({ seq }) => seq);
    expect(seqs).toEqual(seqs.map((_, index) => seqs[0]! + index));
    expect(rows.map(({ payment }) => payment)).toEqual([before.id, ...during, after.id]);
    expect(await page.evaluate(() => 'neverReloaded' in window)).toBe(true);
  } finally {
    await second.stop();
  }
});

test('a device without network says so and catches up', async ({ dashboard, context }) => {
  await dashboard.open();
  await context.setOffline(true);
  await expect(dashboard.badge).toHaveAttribute('data-state', 'offline');
  const missed = await recordPayment({ amount: 8 });
  await context.setOffline(false);
  await expect(dashboard.badge).toHaveAttribute('data-state', 'live');
  await expect(dashboard.row(missed.id)).toBeVisible();
  await expect(dashboard.row(missed.id)).toHaveCount(1);
});

test('a page that could load nothing fills itself once the API is back', async ({
  dashboard,
  page,
  dataDir,
}) => {
  await page.route('**/api/**', (route) => route.abort());
  await page.goto('/');
  await expect(page.getByText(/tried again all the time/)).toBeVisible();
  await page.unroute('**/api/**');
  killApi(dataDir);
  await expect(dashboard.badge).toHaveAttribute('data-state', 'live', { timeout: 60_000 });
  await expect(dashboard.tile('total-volume')).toBeVisible();
  await expect(page.locator('.volume-bar').first()).toBeVisible();
});
