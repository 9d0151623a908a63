import type { BrowserContext } from '@playwright/test';
import { makeKey } from './support/people';
import { startStack } from './support/stack';
import { expect, recordPayment, test } from './support/test';
import { browserOf, dashboardIn, founded, menuOf } from './support/visits';

/** Nobody is signed in at the beginning. */
test.use({ visitor: null });

const SOON = { timeout: 5_000 };

test.describe('with tokens of seventy seconds', () => {
  /** The feed asks for the next token a minute before the end, so a shorter one is always ending. */
  const LIFE = 70;
  test.describe.configure({ timeout: 240_000 });
  let origin: string;
  let stop: () => Promise<void>;

  test.beforeAll(async () => {
    const stack = await startStack({ CASHBEAT_ACCESS_TOKEN_SECONDS: String(LIFE) });
    origin = stack.web;
    stop = stack.stop;
  });
  test.afterAll(() => stop());

  const live = (context: BrowserContext) => dashboardIn(context);

  test('a dashboard that is left open goes on live', async ({ browser }) => {
    const { owner, token } = await founded('Patient Works', origin);
    const key = await makeKey(origin, token);
    const context = await browserOf(browser, owner, origin);
    const dashboard = await live(context);
    const states: (string | null)[] = [];
    await dashboard.page.evaluate(() => Object.assign(window, { neverReloaded: true }));
    for (let second = 0; second < LIFE + 20; second += 4) {
      await dashboard.page.waitForTimeout(4_000);
      states.push(await dashboard.badge.getAttribute('data-state'));
    }
    expect(new Set(states)).toEqual(new Set(['live']));
    const payment = await recordPayment({ amount: 5 }, origin, key);
    await expect(dashboard.row(payment.id)).toBeVisible(SOON);
    await expect(dashboard.tile('total-volume')).toHaveText('€5.00');
    expect(await dashboard.page.evaluate(() => 'neverReloaded' in window)).toBe(true);
    await context.close();
  });

  test('two tabs refresh and neither loses the other', async ({ browser }) => {
    const { owner, token } = await founded('Tabbed Works', origin);
    const key = await makeKey(origin, token);
    const context = await browserOf(browser, owner, origin);
    const refreshed: number[] = [];
    context.on('response', (answer) => {
      if (answer.url().endsWith('/api/auth/refresh')) refreshed.push(answer.status());
    });
    const [one, other] = [await live(context), await live(context)];
    await one.page.waitForTimeout((LIFE / 2 + 10) * 1_000);
    // Both at once, as when a computer wakes up.
    await Promise.all([one.page.reload(), other.page.reload()]);
    for (const { badge } of [one, other]) await expect(badge).toHaveAttribute('data-state', 'live');
    const payment = await recordPayment({ amount: 7 }, origin, key);
    await expect(one.row(payment.id)).toBeVisible();
    await expect(other.row(payment.id)).toBeVisible();
    expect(refreshed.length).toBeGreaterThan(4);
    expect(new Set(refreshed)).toEqual(new Set([200]));

    await menuOf(one.page, owner);
    await one.page.getByRole('menuitem', { name: 'Sign out' }).click();
    await expect(one.page).toHaveURL(/\/login/);
    await expect(other.page).toHaveURL(/\/login/);
    await context.close();
  });
});
