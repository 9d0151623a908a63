import { createRequire } from 'node:module';
import type { AlertPage, AlertRule, NewAlertRule } from '@cashbeat/shared-types';
import type { Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { ask, join, makeKey, somebody } from './support/people';
import { expect, recordPayment, test } from './support/test';
import { browserOf, dashboardIn, founded } from './support/visits';

const axeScript = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const PAGES = ['/alerts', '/alerts/rules', '/alerts/rules/new', '/alerts/webhooks'];
/** A minute is evaluated a quarter of a minute after its end. */
const NEXT_EVALUATION = { timeout: 150_000 };

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
}

const palette = (page: Page) => page.getByRole('combobox', { name: 'Find a command' });

test('the palette leads anywhere by name, and closes again', async ({ page }) => {
  await ready(page, '/');
  await page.keyboard.press('Control+k');
  await palette(page).fill('alert rul');
  await expect(page.getByRole('option', { selected: true })).toContainText('Alert rules');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/alerts\/rules$/);
  await page.getByRole('button', { name: /Find or go to/ }).click();
  await expect(palette(page)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(palette(page)).toBeHidden();
});

test('keys lead to pages and change how they look, but never while typing', async ({ page }) => {
  await ready(page, '/');
  await page.keyboard.press('g');
  await page.keyboard.press('p');
  await expect(page).toHaveURL(/\/payments/);
  await page.keyboard.press('/');
  const search = page.getByRole('searchbox', { name: /^Search/ });
  await expect(search).toBeFocused();
  await page.keyboard.type('gd?');
  await expect(search).toHaveValue('gd?');
  await expect(page).toHaveURL(/\/payments/);
  await search.blur();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
});

test('a chosen density stays and is there before the first paint', async ({ page }) => {
  await ready(page, '/alerts');
  await page.keyboard.press('d');
  await expect(page.locator('html')).toHaveAttribute('data-density', 'compact');
  await page.route('**/_next/static/chunks/**', (route) => route.abort());
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-density', 'compact');

  await page.unroute('**/_next/static/chunks/**');
  await ready(page, '/alerts');
  const unit = await page.evaluate(() =>
    getComputedStyle(document.documentElement).getPropertyValue('--cb-spacing').trim(),
  );
  expect(unit).toBe('3px');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme });
    for (const path of PAGES) {
      test(`${path} has no serious accessibility fault`, async ({ page }) => {
        await ready(page, path);
        await expect(page.locator('main form, main li, main p').first()).toBeVisible();
        expect(await violations(page)).toEqual([]);
      });
    }

    test('palette and help have none either', async ({ page }) => {
      await ready(page, '/alerts');
      await page.keyboard.press('Control+k');
      await expect(page.getByRole('option').first()).toBeVisible();
      await page.waitForTimeout(400);
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await expect(palette(page)).toBeHidden();
      await page.keyboard.press('?');
      await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
      await page.waitForTimeout(400);
      expect(await violations(page)).toEqual([]);
    });
  });
}

for (const path of PAGES) {
  test(`${path} fits a phone`, async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await ready(page, path);
    await expect(page.locator('main form, main li, main p').first()).toBeVisible();
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
  });
}

test('too many requests are told with when to come again', async ({ page }) => {
  await page.route('**/api/alerts?state=**', (route) =>
    route.fulfill({
      status: 429,
      headers: { 'retry-after': '7', 'content-type': 'application/problem+json' },
      body: JSON.stringify({
        type: '/problems/rate_limited',
        title: 'Too many requests',
        status: 429,
        code: 'rate_limited',
        detail: 'Too many requests in the last minute.',
        requestId: 'req_1',
        errors: [],
        omitted: 0,
      }),
    }),
  );
  // With the socket the page asks again by itself: that is over before somebody clicks.
  await ready(page, '/alerts');
  await expect(
    page.getByText('Too many requests in the last minute. Try again in 7 s.'),
  ).toBeVisible();
  await page.unroute('**/api/alerts?state=**');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('All calm')).toBeVisible();
});

test.describe('an alert of failed payments', () => {
  test.use({ visitor: null });
  test.describe.configure({ timeout: 300_000 });

  test('is told on every page, handled by one and seen by another, as tried on the past', async ({
    browser,
    baseURL,
  }) => {
    const origin = baseURL!;
    const { owner, token } = await founded('Watchful Works', origin);
    const colleague = somebody('Carl Colleague');
    await join(origin, token, colleague, 'agent');
    const key = await makeKey(origin, token);
    // A rule can be tried on minutes whose whole window is known.
    const createdAt = new Date(Date.now() - 20 * 60_000).toISOString();
    await recordPayment({ createdAt }, origin, key);
    const rule: NewAlertRule = {
      name: 'Any failures',
      severity: 'critical',
      measure: 'failed_count',
      condition: 'above',
      threshold: 2,
      windowMinutes: 5,
    };
    const { id: ruleId } = await ask<AlertRule>(origin, '/api/alert-rules', { token, body: rule });
    const mine = await browserOf(browser, owner, origin);
    const theirs = await browserOf(browser, colleague, origin);
    const [{ page }, { page: other }] = [await dashboardIn(mine), await dashboardIn(theirs)];
    await other.goto('/alerts');
    await expect(other.getByText('All calm')).toBeVisible();
    await page.evaluate(() => Object.assign(window, { neverReloaded: true }));

    for (let count = 0; count < 4; count += 1) {
      await recordPayment({ status: 'failed', failureCode: 'card_declined' }, origin, key);
    }
    const toast = page.getByTestId('raised-toast');
    await expect(toast).toContainText('Critical: Failed payments', NEXT_EVALUATION);
    await expect(page.getByTestId('open-alerts').first()).toContainText('1');
    await expect(other.getByRole('link', { name: /^Failed payments/ })).toBeVisible();
    await expect(other.getByText('Firing', { exact: true })).toBeVisible();

    await toast.getByRole('button', { name: 'Show' }).click();
    await expect(page).toHaveURL(/\/alerts\/alr_/);
    await page.getByRole('button', { name: 'Acknowledge' }).click();
    await expect(page.getByTestId('alert-history')).toContainText(`Acknowledged`);
    await expect(other.getByText('Acknowledged', { exact: true })).toBeVisible();
    expect(await page.evaluate(() => 'neverReloaded' in window)).toBe(true);

    await page.goto(`/alerts/rules/${ruleId}`);
    const tried = page.getByTestId('rule-preview');
    await expect(tried).toContainText('Would have fired 1 time');
    await expect(tried.getByRole('table', { name: 'Past firings' }).getByRole('row')).toHaveCount(
      2,
    );
    const { items } = await ask<AlertPage>(origin, '/api/alerts', { token });
    const raised = tried.getByRole('table').locator('tbody time').first();
    await expect(raised).toHaveAttribute('datetime', items[0]!.raisedAt);

    await page.getByLabel('Threshold').fill('1000');
    await page.getByLabel('Clears only at').fill('');
    await expect(tried).not.toContainText('Would have fired 1 time');
    await Promise.all([mine.close(), theirs.close()]);
  });
});
