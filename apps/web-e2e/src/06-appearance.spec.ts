import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { expect, recordPayment, test } from './support/test';

const axeScript = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const PAGES = ['/', '/payments'];

async function violations(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: axeScript });
  const { violations: found } = await page.evaluate<AxeResults>('axe.run(document)');
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

async function ready(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByTestId('connection-badge')).toHaveAttribute('data-state', 'live');
  const content = path === '/payments' ? 'payment-row' : 'event-row';
  await expect(page.getByTestId(content).first()).toBeVisible();
}

test.beforeAll(async () => {
  await recordPayment({ amount: 1 });
  await recordPayment({ amount: 1, status: 'failed', failureCode: 'card_declined' });
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme });
    for (const path of PAGES) {
      test(`${path} has no serious accessibility fault`, async ({ page }) => {
        await ready(page, path);
        await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
        expect(await violations(page)).toEqual([]);
      });
    }
    test('the drawer has none either', async ({ page, dashboard }) => {
      await ready(page, '/');
      await dashboard.rows.first().click();
      await expect(page.getByTestId('payment-timeline')).toBeVisible();
      await page.waitForTimeout(500);
      expect(await violations(page)).toEqual([]);
    });
  });
}

test('a chosen theme stays and is there before the first paint', async ({ page }) => {
  await ready(page, '/');
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('button', { name: 'Dark', exact: true }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.route('**/_next/static/chunks/**', (route) => route.abort());
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  expect(background).toBe('rgb(11, 14, 20)');
});

for (const path of PAGES) {
  test(`${path} fits a phone`, async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await ready(page, path);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
    await expect(page.getByRole('navigation', { name: 'Pages' })).toBeVisible();
  });
}

test('a payment keeps its date, and its amount, in one line on a phone', async ({ page }) => {
  const { id } = await recordPayment({ amount: 1_234_567.89, status: 'completed' });
  await page.setViewportSize({ width: 360, height: 780 });
  await ready(page, '/payments');
  const row = page.locator(`[data-payment="${id}"]`);
  for (const part of [row.getByRole('button'), row.getByText('€1,234,567.89')]) {
    expect((await part.boundingBox())!.height).toBeLessThan(24);
  }
  await expect(row.getByText('Completed')).toBeVisible();
});

for (const path of PAGES) {
  test(`a pasted link to a payment on ${path} raises no error`, async ({ page }) => {
    const { id } = await recordPayment({ amount: 1 });
    const errors: string[] = [];
    page.on('pageerror', ({ message }) => errors.push(message));
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    await page.goto(`${path}?payment=${id}`);
    await expect(page.getByTestId('payment-timeline')).toBeVisible();
    expect(errors).toEqual([]);
  });
}

test('what has the keyboard has a ring, and a group of choices is one stop', async ({ page }) => {
  await ready(page, '/?range=30d');
  const buttons = page.locator('main button:visible:not([tabindex="-1"])');
  const count = await buttons.count();
  expect(count).toBeGreaterThan(5);
  await page.keyboard.press('Tab');
  const ringless = await buttons.evaluateAll((all) =>
    all
      .filter((button) => !(button as HTMLButtonElement).disabled)
      .filter((button) => {
        button.focus();
        return getComputedStyle(button).outlineStyle !== 'solid';
      })
      .map(({ outerHTML }) => outerHTML.slice(0, 120)),
  );
  expect(ringless).toEqual([]);
  const range = page.getByRole('group', { name: 'Time range' });
  await expect(range.locator('[tabindex="0"]')).toHaveText('30 d');
});

test('nothing is loaded from another origin, and nothing is missing', async ({ page, baseURL }) => {
  const foreign: string[] = [];
  const failed: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(baseURL!)) foreign.push(request.url());
  });
  page.on('response', (response) => {
    if (response.status() >= 400) failed.push(`${response.status()} ${response.url()}`);
  });
  for (const path of PAGES) await ready(page, path);
  expect(foreign.filter((url) => !url.startsWith('data:'))).toEqual([]);
  expect(failed).toEqual([]);
});
