import type { Page } from '@playwright/test';
import { join, makeKey, somebody } from './support/people';
import { Dashboard, expect, recordPayment, test } from './support/test';
import { browserOf, dashboardIn, founded } from './support/visits';

/** The day so many days ago; noon of UTC is of the same day in Berlin. */
const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
const [FIRST, LAST] = [day(6), day(4)];
const CARDS = `?range=custom&from=${FIRST}&to=${LAST}&method=card`;
const TILES = ['total-volume', 'success-rate', 'average-amount'];

const views = (page: Page) => page.getByRole('menu', { name: 'Saved views' });
const view = (page: Page, name: string) =>
  views(page).getByRole('menuitemradio', { name: new RegExp(`^${name}`) });

async function openMenu(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Saved views' }).click();
  await expect(views(page).getByRole('menuitem', { name: 'Save this view…' })).toBeVisible();
}

async function save(page: Page, name: string, { shared }: { shared: boolean }): Promise<void> {
  await openMenu(page);
  await views(page).getByRole('menuitem', { name: 'Save this view…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save this view' });
  await dialog.getByLabel('Name').fill(name);
  if (shared) await dialog.getByLabel(/^Share it/).check();
  await dialog.getByRole('button', { name: 'Save the view' }).click();
  await expect(dialog).toBeHidden();
}

async function figures(dashboard: Dashboard): Promise<(string | null)[]> {
  await expect(dashboard.tile('total-volume')).toContainText('140.00');
  return Promise.all(TILES.map((name) => dashboard.tile(name).textContent()));
}

test.describe('views', () => {
  test.use({ visitor: null });
  test.describe.configure({ timeout: 180_000 });

  test('kept by one member show the same figures to another, by name and by link', async ({
    browser,
    baseURL,
  }) => {
    const origin = baseURL!;
    const { owner, token } = await founded('Shared Sights', origin);
    const colleague = somebody('Vera Viewer');
    await join(origin, token, colleague, 'viewer');
    const key = await makeKey(origin, token);
    const at = (date: string) => ({ createdAt: `${date}T12:00:00.000Z` });
    await recordPayment({ amount: 100, ...at(FIRST) }, origin, key);
    await recordPayment({ amount: 40, ...at(LAST) }, origin, key);
    const failed = { status: 'failed', failureCode: 'card_declined' } as const;
    await recordPayment({ amount: 9, ...failed, ...at(LAST) }, origin, key);
    await recordPayment({ amount: 70, method: 'bank_transfer', ...at(LAST) }, origin, key);
    await recordPayment({ amount: 30 }, origin, key);

    const mine = await browserOf(browser, owner, origin);
    const theirs = await browserOf(browser, colleague, origin);
    const ours = new Dashboard(await mine.newPage());
    const { page } = ours;
    await ours.open(CARDS);
    const seen = await figures(ours);
    expect(seen[1]).toBe('66.7%');
    await save(page, 'My cards', { shared: false });
    await save(page, 'Cards of all', { shared: true });
    await openMenu(page);
    await expect(view(page, 'My cards')).toHaveAttribute('aria-checked', 'true');
    await expect(view(page, 'Cards of all')).toContainText('shared by you');
    await page.keyboard.press('Escape');

    // By name: what is shared, and nothing else.
    const visit = await dashboardIn(theirs);
    const other = visit.page;
    await openMenu(other);
    await expect(view(other, 'Cards of all')).toContainText(`by ${owner.name}`);
    await expect(view(other, 'My cards')).toHaveCount(0);
    await view(other, 'Cards of all').click();
    await expect(other).toHaveURL(new RegExp(`from=${FIRST}&method=card.*&to=${LAST}`));
    expect(await figures(visit)).toEqual(seen);
    await other.goBack();
    await expect(other).not.toHaveURL(/method=card/);

    // By the link, as it was copied out of the address.
    await other.goto(page.url());
    expect(await figures(visit)).toEqual(seen);

    // Another name is for everybody, and so is its end; the link goes on.
    await openMenu(page);
    await views(page).getByRole('menuitem', { name: 'Change views…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Change views' });
    await dialog.getByLabel('Name of Cards of all').fill('Card days');
    await dialog.getByRole('button', { name: 'Rename', disabled: false }).click();
    await expect(dialog.getByLabel('Name of Card days')).toBeVisible();
    await other.reload();
    await openMenu(other);
    await expect(view(other, 'Card days')).toHaveAttribute('aria-checked', 'true');
    await expect(view(other, 'Cards of all')).toHaveCount(0);

    await dialog.getByRole('button', { name: 'Remove Card days…' }).click();
    await page.getByRole('button', { name: 'Remove the view' }).click();
    await expect(dialog.getByLabel('Name of Card days')).toHaveCount(0);
    await expect(dialog.getByLabel('Name of My cards')).toBeVisible();
    await other.reload();
    expect(await figures(visit)).toEqual(seen);
    await openMenu(other);
    await expect(views(other)).toContainText('None yet');
    await Promise.all([mine.close(), theirs.close()]);
  });
});
