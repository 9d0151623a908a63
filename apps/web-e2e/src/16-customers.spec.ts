import { createRequire } from 'node:module';
import type { AccessToken, Customer, NewCustomer } from '@cashbeat/shared-types';
import type { Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { ask } from './support/people';
import { expect, owner, recordPayment, test, webOrigin } from './support/test';
import { browserOf } from './support/visits';

const axeScript = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

async function violations(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: axeScript });
  const { violations: found } = await page.evaluate<AxeResults>('axe.run(document)');
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

/** The day in so many days; noon of UTC is of the same day in Berlin. */
const day = (ahead: number) => {
  const noon = new Date();
  noon.setUTCHours(12, 0, 0, 0);
  return new Date(noon.getTime() + ahead * 86_400_000).toISOString().slice(0, 10);
};

async function recordCustomer(customer: NewCustomer): Promise<Customer> {
  const { email, password } = owner();
  const { accessToken: token } = await ask<AccessToken>(webOrigin(), '/api/auth/login', {
    body: { email, password },
  });
  return ask(webOrigin(), '/api/customers', { token, body: customer });
}

const rowOf = (page: Page, name: string) =>
  page.getByTestId('customer-row').filter({ hasText: name });

async function open(page: Page, { id, name }: Customer): Promise<void> {
  await page.goto(`/customers/${id}`);
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
  await expect(page.getByTestId('connection-badge')).toHaveAttribute('data-state', 'live');
}

test('a customer is recorded with what is owed, and a part payment moves every open page', async ({
  page,
  browser,
}) => {
  await page.goto('/customers');
  await page.getByRole('button', { name: 'New customer' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'New customer' });
  await dialog.getByLabel('E-mail address').fill('nonsense');
  await dialog.getByLabel('Name').fill('Nordlicht Logistik');
  await expect(dialog.getByText(/whole e-mail address/)).toBeVisible();
  await dialog.getByLabel('E-mail address').fill('ap@nordlicht.example');
  await dialog.getByLabel('Outstanding amount').fill('250.00');
  await dialog.getByLabel('Due date').fill(day(10));
  await dialog.getByRole('button', { name: 'Record the customer' }).click();
  await expect(dialog).toBeHidden();
  const row = rowOf(page, 'Nordlicht Logistik');
  await expect(row).toContainText('Pending');
  await expect(row).toContainText('€250.00');

  await row.getByRole('link', { name: 'Nordlicht Logistik' }).click();
  await expect(page.getByTestId('outstanding')).toHaveText('€250.00');
  const other = await browserOf(browser, owner());
  const [watching, listing] = [await other.newPage(), await other.newPage()];
  await watching.goto(page.url());
  await listing.goto('/customers');
  await expect(watching.getByTestId('outstanding')).toHaveText('€250.00');
  await expect(rowOf(listing, 'Nordlicht Logistik')).toContainText('Pending');

  await page.getByRole('button', { name: 'Record payment' }).click();
  const payment = page.getByRole('dialog', { name: 'Record a payment' });
  await expect(payment.getByLabel('Amount in EUR')).toHaveValue('250.00');
  await payment.getByLabel('Amount in EUR').fill('100');
  await payment.getByRole('button', { name: 'Record the payment' }).click();
  await expect(payment).toBeHidden();
  for (const each of [page, watching]) {
    await each.bringToFront();
    await expect(each.getByTestId('outstanding')).toHaveText('€150.00', { timeout: 5_000 });
    await expect(each.getByRole('table', { name: 'Charges' })).toContainText('Partial');
    await expect(each.getByTestId('customer-payment')).toContainText('Pays €100.00');
  }
  await listing.bringToFront();
  await expect(rowOf(listing, 'Nordlicht Logistik')).toContainText('Partial', { timeout: 5_000 });
  await expect(rowOf(listing, 'Nordlicht Logistik')).toContainText('€150.00');

  // From the payment back to the customer.
  await page.bringToFront();
  await page.getByTestId('customer-payment').getByRole('button').click();
  const drawer = page.getByTestId('payment-drawer');
  await expect(drawer.getByRole('link', { name: /^cus_/ })).toBeVisible();
  await other.close();
});

test('two people who edit one customer lose nothing of what they typed', async ({
  page,
  browser,
}) => {
  const customer = await recordCustomer({ name: 'Two Minds', phone: '+49 30 1', notes: 'Old' });
  const other = await browserOf(browser, owner());
  const theirs = await other.newPage();
  const edit = async (each: Page, phone: string) => {
    await open(each, customer);
    await each.getByRole('button', { name: 'Edit' }).click();
    const dialog = each.getByRole('dialog', { name: 'Edit Two Minds' });
    await dialog.getByLabel('Phone').fill(phone);
    return dialog;
  };
  const mine = await edit(page, '+49 30 111');
  await mine.getByLabel('Notes').fill('Mine');
  const dialog = await edit(theirs, '+49 30 222');
  await dialog.getByLabel('External id').fill('TWO-2');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();

  await page.bringToFront();
  await mine.getByRole('button', { name: 'Save' }).click();
  const clashes = mine.getByRole('group', { name: 'Changed by somebody else' });
  await expect(clashes.getByRole('radio', { name: 'Yours: +49 30 111' })).toBeChecked();
  await expect(clashes.getByRole('group', { name: 'Notes' })).toHaveCount(0);
  await expect(mine.getByLabel('Notes')).toHaveValue('Mine');
  await expect(mine.getByLabel('External id')).toHaveValue('TWO-2');
  await clashes.getByRole('radio', { name: 'Theirs: +49 30 222' }).check();
  expect(await violations(page)).toEqual([]);
  await mine.getByRole('button', { name: 'Save what is chosen' }).click();
  await expect(mine).toBeHidden();
  await expect(page.getByRole('link', { name: '+49 30 222' })).toBeVisible();
  await expect(page.getByText('Mine', { exact: true })).toBeVisible();
  await other.close();
});

test('customers are found by a part of a word, by filters, and in any order', async ({ page }) => {
  for (const [name, outstandingAmount, ahead] of [
    ['Sonnenschein One', 10, -12],
    ['Sonnenschein Two', 30, 20],
    ['Sonnenschein Three', 20, -3],
  ] as const) {
    await recordCustomer({ name, outstandingAmount, dueDate: day(ahead), tags: ['bakery'] });
  }
  const names = page.getByTestId('customer-row').getByRole('link');
  await page.goto('/customers');
  await page.getByRole('searchbox').fill('nenschei');
  await expect(page.getByTestId('customer-total')).toHaveText('3');
  await expect(names).toHaveText(['Sonnenschein One', 'Sonnenschein Three', 'Sonnenschein Two']);
  await page.getByRole('button', { name: 'Outstanding' }).click();
  await expect(names).toHaveText(['Sonnenschein Two', 'Sonnenschein Three', 'Sonnenschein One']);
  await expect(page.getByRole('columnheader', { name: 'Outstanding' })).toHaveAttribute(
    'aria-sort',
    'descending',
  );
  await page.getByRole('combobox', { name: 'Status' }).selectOption('Overdue');
  await expect(names).toHaveText(['Sonnenschein Three', 'Sonnenschein One']);
  await expect(page.getByTestId('customer-row').last()).toContainText('Overdue · 12 days');
  await expect(page).toHaveURL(/q=nenschei&status=overdue&sort=-outstandingAmount/);
  await page.reload();
  await expect(names).toHaveText(['Sonnenschein Three', 'Sonnenschein One']);
  await page.goBack();
  await expect(names).toHaveCount(3);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: 'Excel' }).click();
  expect((await download).suggestedFilename()).toMatch(/\.xlsx$/);
});

test('what is deleted comes back by a word, one or many', async ({ page }) => {
  const [one] = await Promise.all([
    recordCustomer({ name: 'Fleeting One', outstandingAmount: 5 }),
    recordCustomer({ name: 'Fleeting Two' }),
  ]);
  await open(page, one);
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(page.getByText(/This customer was deleted/)).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText(/This customer was deleted/)).toBeHidden();

  await page.goto('/customers?q=Fleeting');
  await expect(page.getByTestId('customer-row')).toHaveCount(2);
  await page.getByRole('checkbox', { name: 'Select Fleeting One' }).click();
  await expect(page.getByText('1 selected')).toBeVisible();
  await page.getByRole('checkbox', { name: 'Select Fleeting Two' }).click({ modifiers: ['Shift'] });
  await page.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('No customer matches')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByTestId('customer-row')).toHaveCount(2);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme });
    test('customers have no serious accessibility fault, and fit a phone', async ({ page }) => {
      const customer = await recordCustomer({
        name: `Of a rather long name that has to be broken somewhere, ${colorScheme}`,
        email: 'accounts-payable-of-a-rather-long-name@a-rather-long-domain.example',
        outstandingAmount: 1_234_567.89,
        dueDate: day(-100),
        tags: ['key account', 'instalments', 'north'],
        contacts: [{ name: 'Grace Hopper', role: 'Accounts', phone: '+49 30 1' }],
      });
      await recordPayment({ amount: 20, customerId: customer.id });
      await open(page, customer);
      await expect(page.getByTestId('customer-payment')).toBeVisible();
      expect(await violations(page)).toEqual([]);
      await page.goto('/customers');
      await expect(page.getByTestId('customer-row').first()).toBeVisible();
      expect(await violations(page)).toEqual([]);
      await page.getByRole('button', { name: 'New customer' }).click();
      await expect(page.getByRole('dialog', { name: 'New customer' })).toBeVisible();
      await page.waitForTimeout(400);
      expect(await violations(page)).toEqual([]);

      await page.setViewportSize({ width: 360, height: 780 });
      for (const path of ['/customers', `/customers/${customer.id}`]) {
        await page.goto(path);
        await expect(page.getByText(customer.name).first()).toBeVisible();
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(overflow, path).toBeLessThanOrEqual(0);
        expect(await violations(page)).toEqual([]);
      }
    });
  });
}

// Where payments came in several currencies there is one filter more: two lines at the lesser width.
for (const [width, most] of [
  [1280, 80],
  [1440, 40],
] as const) {
  test(`filters keep to few lines, and the list ends in the window of ${width} px`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.goto('/customers?status=overdue,partial&min=1&agent=none');
    await expect(page.getByRole('button', { name: 'Clear filters' })).toBeVisible();
    const { height } = (await page.getByRole('search').boundingBox())!;
    expect(height).toBeLessThan(most);
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(800);
  });
}
