import { readFile } from 'node:fs/promises';
import type { NewPayment, Payment } from '@cashbeat/shared-types';
import type { Download, Page } from '@playwright/test';
import { ask } from './support/people';
import { apiKey, type Dashboard, expect, test, webOrigin } from './support/test';

/** Nobody else's payments are in it: what is counted here is recorded here. */
const CURRENCY = 'CHF';

/** The day so many days ago; noon of UTC is of the same day in Berlin. */
const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
const FIRST = day(6);
const MIDDLE = day(5);
const LAST = day(4);
const VIEW = `?range=custom&from=${FIRST}&to=${LAST}&currency=${CURRENCY}`;

const TITLE = 'Volume and success rate';

/** Once, however often a worker begins anew: each is recorded under a key of its own. */
test.beforeAll(async () => {
  const record = (date: string, time: string, amount: number, change: Partial<NewPayment> = {}) => {
    const createdAt = `${date}T${time}:00.000Z`;
    const body = { amount, currency: CURRENCY, method: 'card', status: 'completed', createdAt };
    return ask<Payment>(webOrigin(), '/api/payments', {
      token: apiKey(),
      body: { ...body, ...change },
      key: `dashboard-${createdAt}`,
    });
  };
  await record(day(8), '10:15', 70);
  await record(FIRST, '10:15', 100);
  await record(FIRST, '11:15', 50, { status: 'failed', failureCode: 'card_declined' });
  await record(MIDDLE, '09:15', 200);
  await record(MIDDLE, '12:15', 40);
  await record(LAST, '10:15', 300);
});

/** The chart with its bars drawn. */
async function open(dashboard: Dashboard, address = VIEW): Promise<void> {
  await dashboard.open(address);
  await expect(dashboard.page.getByTestId('bucket-layer')).toBeVisible();
}

/** A place over the chart, as a part of its width. */
async function over(page: Page, part: number): Promise<[number, number]> {
  const { x, y, width, height } = (await page.getByTestId('bucket-layer').boundingBox())!;
  return [x + part * width, y + height / 2];
}

async function drag(page: Page, from: number, to: number): Promise<void> {
  await page.mouse.move(...(await over(page, from)));
  await page.mouse.down();
  await page.mouse.move(...(await over(page, to)), { steps: 4 });
  await page.mouse.up();
}

async function contents(download: Download): Promise<Buffer> {
  return readFile(await download.path());
}

test('a figure opens the payments behind it, by mouse and by keyboard', async ({
  dashboard,
  page,
}) => {
  await open(dashboard);
  await expect(dashboard.tile('success-rate')).toHaveText('80.0%');
  await page.getByTestId('tile-success-rate').click({ position: { x: 40, y: 60 } });
  await expect(page).toHaveURL(/\/payments\?.*status=failed/);
  await expect(page.getByTestId('payment-row')).toHaveCount(1);
  await expect(page.getByTestId('payment-row')).toContainText('50.00');
  await page.goBack();
  await page.getByRole('link', { name: /^Total volume/ }).focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`from=${FIRST}&to=${LAST}.*status=completed`));
  await expect(page.getByRole('combobox', { name: 'Status' })).toHaveValue('completed,refunded');
  await expect(page.getByTestId('payment-row')).toHaveCount(4);
});

test('what is compared with stands in the address and in the chart', async ({
  dashboard,
  page,
}) => {
  await open(dashboard);
  await expect(page.locator('.previous-volume').first()).toBeAttached();
  await expect(page.getByTestId('trend-chart')).toContainText(/CHF\D*0.*100%/);
  await expect(page.getByText('vs prior period').first()).toBeVisible();
  await page.getByRole('combobox', { name: 'Compare with' }).selectOption('none');
  await expect(page).toHaveURL(/compare=none/);
  await expect(page.locator('.previous-volume')).toHaveCount(0);
  await expect(page.getByText('vs prior period')).toHaveCount(0);
});

test('a pasted link shows the same figures', async ({ dashboard, page, context }) => {
  await open(dashboard, '?range=7d&currency=CHF');
  await page.getByRole('button', { name: 'Fixed' }).click();
  await expect(page).toHaveURL(/range=custom.*&from=/);
  const volume = await dashboard.tile('total-volume').textContent();
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.getByTestId('tile-total-volume-value')).toHaveText(volume!);
  await expect(other.getByRole('button', { name: 'Fixed' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
});

test('dragging zooms in, a click goes deeper, and "Back" undoes each', async ({
  dashboard,
  page,
}) => {
  await open(dashboard);
  await drag(page, 0.1, 0.5);
  await expect(page).toHaveURL(new RegExp(`from=${FIRST}&to=${MIDDLE}`));
  await expect(dashboard.tile('total-volume')).toContainText('340.00');
  await page.goBack();
  await expect(dashboard.tile('total-volume')).toContainText('640.00');
  await expect(page.getByTestId('bucket-layer')).toBeVisible();

  await page.mouse.click(...(await over(page, 0.5)));
  await expect(page).toHaveURL(new RegExp(`from=${MIDDLE}&to=${MIDDLE}&.*period=hour`));
  await expect(dashboard.tile('total-volume')).toContainText('240.00');
  const way = page.getByRole('navigation', { name: 'Zoomed in' });
  await expect(way).toBeVisible();

  // Noon to one o'clock of UTC, wherever Berlin's clock stands.
  const chart = page.getByTestId('trend-chart');
  await chart.focus();
  await expect(page.getByTestId('bucket-layer')).toBeVisible();
  await page.keyboard.press('End');
  const told = chart.getByRole('status');
  for (let hour = 0; hour < 24 && !(await told.textContent())!.includes('40.00'); hour += 1) {
    await page.keyboard.press('ArrowLeft');
  }
  await expect(told).toContainText('40.00');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/payments\?.*since=/);
  await expect(page.getByTestId('payment-row')).toHaveCount(1);
  await expect(page.getByTestId('payment-row')).toContainText('40.00');
  await page.goBack();
  await way.getByRole('button').first().click();
  await expect(dashboard.tile('total-volume')).toContainText('640.00');
});

test.describe('under a finger', () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });

  test('a tap shows a bucket on the screen, and two ends zoom in', async ({ dashboard, page }) => {
    await open(dashboard);
    const tap = async (part: number) => page.touchscreen.tap(...(await over(page, part)));
    await page.getByTestId('bucket-layer').scrollIntoViewIfNeeded();
    await tap(0.5);
    await expect(page.getByRole('button', { name: 'Show its hours' })).toBeInViewport({ ratio: 1 });
    await page.getByRole('button', { name: 'Zoom from here' }).tap();
    await tap(0.1);
    await expect(page).toHaveURL(new RegExp(`from=${FIRST}&to=${MIDDLE}`));
    await expect(dashboard.tile('total-volume')).toContainText('340.00');
  });
});

test('the chart fills the screen, and Escape brings it back', async ({ dashboard, page }) => {
  await open(dashboard);
  await page.getByRole('button', { name: 'Full screen' }).click();
  const screen = page.getByRole('dialog', { name: TITLE });
  await expect(screen.getByTestId('bucket-layer')).toBeVisible();
  expect((await screen.boundingBox())!.width).toBe(page.viewportSize()!.width);
  await page.keyboard.press('Escape');
  await expect(screen).toBeHidden();
  await expect(page.getByTestId('bucket-layer')).toBeVisible();
});

test('the file says what the table says', async ({ dashboard, page }) => {
  await open(dashboard);
  await page
    .getByRole('group', { name: 'Form', exact: true })
    .getByRole('button', { name: 'Show as table' })
    .click();
  const rows = page.getByRole('region', { name: 'Trend as a table' }).getByRole('row');
  await expect(rows).toHaveCount(4);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download as CSV' }).click();
  const text = (await contents(await download)).toString().replace(/^\uFEFF/, '');
  const [head, ...lines] = text.trim().split(/\r?\n/);
  const column = head!.split(',').indexOf('amount');
  const amounts = lines.map((line) => Number(line.split(',')[column]));
  expect(amounts).toEqual([100, 240, 300]);
  const money = new Intl.NumberFormat('en', { minimumFractionDigits: 2 });
  for (const [index, amount] of amounts.toReversed().entries()) {
    await expect(rows.nth(index + 1)).toContainText(money.format(amount));
  }
});

test('the chart is taken along as a picture', async ({ dashboard, page }) => {
  await open(dashboard);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the chart as a picture' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^trend-.*\.png$/);
  const picture = await contents(file);
  expect(picture.subarray(1, 4).toString()).toBe('PNG');
  // Width and height stand in the header: twice the pixels of the chart.
  expect(picture.readUInt32BE(16)).toBeGreaterThan(1_000);
  expect(picture.readUInt32BE(20)).toBeGreaterThan(500);
  expect(picture.length).toBeGreaterThan(20_000);
});

test('the figures of the tiles are those of the API', async ({ dashboard }) => {
  await open(dashboard);
  const query = `from=${FIRST}T00:00:00Z&to=${day(3)}T00:00:00Z&tz=UTC&currency=${CURRENCY}`;
  const metrics = await ask<{ totalVolume: number; refundedVolume: number }>(
    webOrigin(),
    `/api/analytics/metrics?${query}`,
    { token: apiKey() },
  );
  const money = new Intl.NumberFormat('en', { minimumFractionDigits: 2 });
  await expect(dashboard.tile('total-volume')).toContainText(money.format(metrics.totalVolume));
  await expect(dashboard.tile('refunds')).toContainText(money.format(metrics.refundedVolume));
});
