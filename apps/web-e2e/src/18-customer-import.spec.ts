import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { expect, test } from './support/test';
import { browserOf, founded } from './support/visits';
import { workbookOf } from './support/workbook';

const axeScript = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

async function violations(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: axeScript });
  const { violations: found } = await page.evaluate<AxeResults>('axe.run(document)');
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

const HEADER = ['Kunde', 'Kundennummer', 'E-Mail', 'Offener Betrag', 'Währung', 'Fällig am'];
const customer = (n: number) => [
  `Import Customer ${String(n).padStart(3, '0')}`,
  `IMP-${n}`,
  `imp${n}@example.com`,
  '1.250,50',
  'EUR',
  '31.12.2027',
];

/** 500 customers: 10 have a day that no February has, 5 a slip in the currency, 4 no e-mail address, and one owes less than nothing. */
function fiveHundred(): Buffer {
  const rows = Array.from({ length: 500 }, (_, place) => customer(place + 1));
  const every = (count: number, from: number, change: (row: string[]) => void) => {
    for (let each = 0; each < count; each += 1) change(rows[from + each * 20]!);
  };
  every(10, 3, (row) => (row[5] = '31.02.2027'));
  every(5, 5, (row) => (row[4] = 'ERU'));
  every(4, 7, (row) => (row[2] = 'nobody at example'));
  rows[9]![3] = '-5,00';
  return workbookOf([HEADER, ...rows]);
}

const bell = (page: Page) => page.getByTestId('notification-bell').filter({ visible: true });
const count = (page: Page, outcome: string) => page.getByTestId(`rows-${outcome}`);

test.describe('an import of customers', () => {
  test.use({ visitor: null });
  test.describe.configure({ timeout: 120_000 });

  test('of 500 with 20 bad rows is mended in the grid, recorded, told of, and undone', async ({
    browser,
    baseURL,
  }) => {
    const { owner } = await founded('Import Inc', baseURL!);
    const context = await browserOf(browser, owner);
    const page = await context.newPage();
    await page.goto('/customers');
    await page.getByRole('link', { name: 'Import from Excel' }).click();
    await page
      .getByLabel('File of customers')
      .setInputFiles({ name: 'customers.xlsx', mimeType: XLSX, buffer: fiveHundred() });

    // All columns are recognised, so the check comes first.
    await expect(count(page, 'bad')).toContainText('20');
    await expect(count(page, 'create')).toContainText('480');
    await expect(page.getByTestId('bad-row')).toHaveCount(20);
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Use all 15 suggestions' }).click();
    for (const row of [9, 29, 49, 69]) {
      await page
        .getByRole('textbox', { name: `E-mail address, row ${row}`, exact: true })
        .fill(`mended${row}@example.com`);
    }
    await page.getByRole('button', { name: 'Leave out row 11' }).click();
    await page.reload();
    await page.getByRole('button', { name: 'Check again (20 corrections)' }).click();
    await expect(count(page, 'bad')).toContainText('0');
    await expect(count(page, 'left_out')).toContainText('1');

    await page.getByRole('button', { name: 'Import 499 rows' }).click();
    const dialog = page.getByRole('dialog', { name: 'Import 499 rows?' });
    await expect(dialog).toContainText('499 customers are added.');
    await dialog.getByRole('button', { name: 'Import 499 rows' }).click();
    await expect(page.getByTestId('import-result')).toContainText('499 added, 0 changed');
    const address = page.url().split('?')[0]!;

    await bell(page).click();
    const told = page
      .getByRole('dialog', { name: 'Notifications' })
      .getByRole('link', { name: /Import of customers.xlsx finished: 499 customers/ });
    await expect(told).toHaveAttribute('href', new URL(address).pathname);
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'To the customers' }).click();
    await expect(page.getByTestId('customer-total')).toHaveText('499');
    await page.getByRole('searchbox').fill('mended29');
    await expect(page.getByTestId('customer-row')).toHaveCount(1);
    await expect(page.getByTestId('customer-row')).toContainText('€1,250.50');

    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(address);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
    await page.getByRole('button', { name: 'Undo this import' }).click();
    await page.getByRole('button', { name: 'Undo the import' }).click();
    await expect(page.getByTestId('import-result')).toContainText('499 deleted again');
    await page.getByRole('link', { name: 'To the customers' }).click();
    await expect(page.getByText('No customers yet')).toBeVisible();
    await context.close();
  });
});
