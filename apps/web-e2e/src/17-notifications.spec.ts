import { createRequire } from 'node:module';
import type { Customer, NewCharge, NewCustomer } from '@cashbeat/shared-types';
import type { Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { ask, makeKey } from './support/people';
import { expect, recordPayment, test } from './support/test';
import { browserOf, dashboardIn, founded } from './support/visits';

const axeScript = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const PAGES = ['/notifications', '/receivables'];

/** The day so many days ago; noon of UTC is of the same day in Berlin. */
const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);

const bell = (page: Page) => page.getByTestId('notification-bell').filter({ visible: true });
const badge = (page: Page) => page.getByTestId('unread-badge').filter({ visible: true });
const drawer = (page: Page) => page.getByRole('dialog', { name: 'Notifications' });
const toast = (page: Page) => page.getByTestId('notified-toast');

async function violations(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: axeScript });
  const { violations: found } = await page.evaluate<AxeResults>('axe.run(document)');
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

test.describe('notifications', () => {
  test.use({ visitor: null });
  test.describe.configure({ timeout: 180_000 });

  test('arrive by themselves, and are read on one page as on the other', async ({
    browser,
    baseURL,
  }) => {
    const origin = baseURL!;
    const { owner, token } = await founded('Telling Traders', origin);
    const key = await makeKey(origin, token);
    const [desk, laptop] = [await browserOf(browser, owner), await browserOf(browser, owner)];
    const [{ page }, { page: other }] = [await dashboardIn(desk), await dashboardIn(laptop)];
    await expect(bell(page)).toHaveAccessibleName('Notifications, none unread');

    const body: NewCustomer = {
      name: 'Stadtwerke Nord',
      outstandingAmount: 500,
      dueDate: day(-20),
    };
    const { id } = await ask<Customer>(origin, '/api/customers', { token, body });
    for (const each of [page, other]) {
      await expect(badge(each)).toHaveText('1');
      await expect(toast(each)).toContainText('New customer Stadtwerke Nord, owes €500.00');
    }
    await bell(page).click();
    const told = drawer(page).getByRole('link', { name: /New customer Stadtwerke Nord/ });
    await expect(told).toHaveAttribute('href', `/customers/${id}`);
    await drawer(page)
      .getByRole('button', { name: /^Mark as read: New customer/ })
      .click();
    await expect(badge(page)).toHaveCount(0);
    await expect(badge(other)).toHaveCount(0);
    await page.keyboard.press('Escape');
    await expect(bell(page)).toBeFocused();

    await recordPayment({ amount: 120, customerId: id }, origin, key);
    await expect(toast(page)).toContainText('Stadtwerke Nord paid €120.00');
    await toast(page).getByRole('link', { name: 'Show' }).click();
    await expect(page).toHaveURL(new RegExp(`/customers/${id}$`));
    await expect(badge(other)).toHaveCount(0);

    const charge: NewCharge = { amount: 300, dueDate: day(2), issuedOn: day(30) };
    await ask(origin, `/api/customers/${id}/charges`, { token, body: charge });
    await expect(badge(other)).toHaveText('1');
    await other.goto('/notifications');
    await expect(
      other.getByRole('link', { name: /^Unread: Stadtwerke Nord is overdue: / }),
    ).toBeVisible();
    await expect(other.getByRole('link', { name: /^Stadtwerke Nord paid €120.00/ })).toBeVisible();
    await other.getByRole('button', { name: 'Mark all read' }).click();
    await expect(other.getByRole('link', { name: /^Unread/ })).toHaveCount(0);
    await expect(bell(page)).toHaveAccessibleName('Notifications, none unread');

    await other.getByRole('button', { name: /^Archive: Stadtwerke Nord paid/ }).click();
    await expect(other.getByRole('link', { name: /Stadtwerke Nord paid/ })).toHaveCount(0);
    await other.getByRole('button', { name: 'Undo' }).click();
    await expect(other.getByRole('link', { name: /Stadtwerke Nord paid/ })).toBeVisible();
    await Promise.all([desk.close(), laptop.close()]);
  });

  test('and receivables are usable by everybody, and say what customers owe', async ({
    browser,
    baseURL,
  }) => {
    const origin = baseURL!;
    const { owner, token } = await founded('Owed Overall', origin);
    const late: NewCustomer = { name: 'Late Ltd', outstandingAmount: 250, dueDate: day(45) };
    const punctual: NewCustomer = {
      name: 'Punctual PLC',
      outstandingAmount: 75.5,
      dueDate: day(-9),
    };
    for (const body of [late, punctual]) await ask(origin, '/api/customers', { token, body });
    const context = await browserOf(browser, owner);
    const page = await context.newPage();

    await page.goto('/receivables');
    await expect(page.getByTestId('tile-outstanding-value')).toHaveText('€325.50');
    await expect(page.getByTestId('tile-overdue-value')).toHaveText('€250.00');
    const bar = page.getByRole('link', { name: /^31–60 days €250.00 1 charge 76.8%/ });
    await bar.click();
    await expect(page).toHaveURL(/\/customers\?dueFrom=.*&sort=dueDate/);
    await expect(page.getByTestId('customer-total')).toHaveText('1');
    await expect(page.getByText('Late Ltd')).toBeVisible();
    await expect(page.getByText('€250.00').first()).toBeVisible();

    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      for (const path of PAGES) {
        await page.goto(path);
        await expect(page.locator('main li').first()).toBeVisible();
        expect(await violations(page), `${path} in ${colorScheme}`).toEqual([]);
      }
      await bell(page).click();
      await expect(drawer(page).getByRole('listitem').first()).toBeVisible();
      await page.waitForTimeout(400);
      expect(await violations(page), `the drawer in ${colorScheme}`).toEqual([]);
      await page.keyboard.press('Escape');
    }

    await page.setViewportSize({ width: 390, height: 844 });
    for (const path of [...PAGES, '/settings/profile']) {
      await page.goto(path);
      await expect(page.locator('main').getByRole('heading', { level: 2 }).last()).toBeVisible();
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, path).toBeLessThanOrEqual(0);
    }
    await context.close();
  });
});
