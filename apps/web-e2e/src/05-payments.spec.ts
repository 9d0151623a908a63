import { expect, recordPayment, test } from './support/test';

test('the list is found by filters that stand in the address', async ({ page }) => {
  const failed = await recordPayment({
    amount: 41,
    status: 'failed',
    failureCode: 'insufficient_funds',
    externalId: 'ORDER-41',
  });
  await page.goto('/payments?status=failed');
  const rows = page.getByTestId('payment-row');
  await expect(rows.first()).toContainText('Failed');
  await expect(page.locator(`[data-payment="${failed.id}"]`)).toContainText('€41.00');

  await page.getByRole('searchbox').fill('ORDER-41');
  await expect(page).toHaveURL(/q=ORDER-41/);
  await expect(page.getByTestId('payment-total')).toHaveText('1');
  await expect(rows).toHaveCount(1);

  await page.reload();
  await expect(page.getByRole('searchbox')).toHaveValue('ORDER-41');
  await expect(rows).toHaveCount(1);
});

test('what is on the screen can be taken along as CSV', async ({ page }) => {
  await page.goto('/payments?q=ORDER-41');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'CSV' }).click();
  const file = await download;
  const lines = (await (await file.createReadStream()).toArray()).join('').trim().split(/\r?\n/);
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain('ORDER-41');
});

test('new payments do not move the list; they are offered', async ({ page }) => {
  await page.goto('/payments');
  const first = page.getByTestId('payment-row').first();
  await expect(first).toBeVisible();
  await expect(page.getByTestId('connection-badge')).toHaveAttribute('data-state', 'live');
  const payment = await recordPayment({ amount: 43 });
  const refresh = page.getByRole('button', { name: /new event/ });
  await expect(refresh).toBeVisible();
  await expect(first).not.toHaveAttribute('data-payment', payment.id);
  await refresh.click();
  await expect(first).toHaveAttribute('data-payment', payment.id);
});

const EVERY_FILTER =
  '?status=completed&method=card&currency=EUR&from=2020-01-01&to=2030-12-31&sort=-amount';

for (const width of [1280, 1440, 1920]) {
  test(`filters keep to one line, and the list ends in the window of ${width} px`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.goto(`/payments${EVERY_FILTER}`);
    await expect(page.getByTestId('payment-row').first()).toBeVisible();
    await expect(page.getByRole('button', { name: 'Clear filters' })).toBeVisible();
    const { height } = (await page.getByRole('search').boundingBox())!;
    expect(height).toBeLessThan(40);
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(800);
  });
}

test('a day being typed asks for no year of the first millennium', async ({ page }) => {
  await page.goto('/payments');
  await expect(page.getByTestId('payment-row').first()).toBeVisible();
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/api/payments?')) asked.push(request.url());
  });
  await page.getByLabel('First day').click({ position: { x: 10, y: 10 } });
  await page.keyboard.type('01022026', { delay: 400 });
  await expect(page).toHaveURL(/from=2026-0[12]-0[12]/);
  await expect.poll(() => asked.length).toBe(1);
});

test('a refund is of what the button says', async ({ page }) => {
  const { id } = await recordPayment({ amount: 1500, externalId: 'ORDER-1500' });
  await page.goto(`/payments?payment=${id}`);
  await page.getByRole('button', { name: 'Refund…' }).click();
  const amount = page.getByLabel('Amount in EUR');
  await amount.fill('1,500');
  await expect(page.getByText(/A comma could mean two things/)).toBeVisible();
  await expect(page.getByRole('button', { name: /^Refund/ })).toBeDisabled();
  await amount.fill('1.50');
  await page.getByRole('button', { name: 'Refund €1.50' }).click();
  await expect(page.getByText('Refund recorded')).toBeVisible();
  await expect(page.getByTestId('payment-timeline')).toContainText('Refunded €1.50');
});

test('a refund whose answer is lost is tried again, once', async ({ page }) => {
  const { id } = await recordPayment({ amount: 100 });
  await page.goto(`/payments?payment=${id}`);
  await page.route('**/refund', (route) => route.abort(), { times: 1 });
  await page.getByRole('button', { name: 'Refund…' }).click();
  await page.getByLabel('Amount in EUR').fill('40');
  await page.getByRole('button', { name: 'Refund €40.00' }).click();
  await expect(page.getByText(/not known whether this went through/)).toBeVisible();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByTestId('payment-timeline')).toContainText('Refunded €40.00');
  await expect(page.getByText(/not known whether this went through/)).toBeHidden();
});

test('going back from a search that was typed leaves it whole', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('link', { name: 'Payments' }).click();
  await page.getByRole('searchbox').pressSequentially('ORDER', { delay: 400 });
  await expect(page).toHaveURL(/q=ORDER$/);
  await page.goBack();
  await expect(page).toHaveURL(/\/$/);
});

for (const width of [360, 768]) {
  test(`a reference that was searched stands in its row at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 });
    await page.goto('/payments?q=ORDER-41');
    const row = page.getByTestId('payment-row').first();
    await expect(row.getByText('ORDER-41')).toBeVisible();
    expect((await row.boundingBox())!.y).toBeLessThan(350);
  });
}
