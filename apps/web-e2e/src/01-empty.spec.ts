import { expect, test } from './support/test';

test('an empty organisation is told what to do first', async ({ dashboard, page }) => {
  await dashboard.open();
  await expect(page.getByText('No payments in this range')).toBeVisible();
  await expect(page.getByText('Waiting for the first payment')).toBeVisible();
  await expect(
    page.getByText(/curl -X POST http:\/\/localhost:\d+\/api\/payments/).first(),
  ).toBeVisible();
});
