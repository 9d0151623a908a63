import { randomUUID } from 'node:crypto';
import type { NewPayment, Payment } from '@cashbeat/shared-types';
import { test as base, type Locator, type Page } from '@playwright/test';

function fromSetup(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is set by the global setup.`);
  return value;
}

/** Records a payment over REST, by default through the address that the browser uses. */
export async function recordPayment(
  change: Partial<NewPayment> = {},
  origin = fromSetup('CASHBEAT_E2E_WEB'),
): Promise<Payment> {
  const answer = await fetch(`${origin}/api/payments`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify({
      amount: 12.5,
      currency: 'EUR',
      method: 'card',
      status: 'completed',
      ...change,
    }),
  });
  if (answer.status !== 201) throw new Error(`${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as Payment;
}

export class Dashboard {
  constructor(readonly page: Page) {}

  get badge(): Locator {
    return this.page.getByTestId('connection-badge');
  }

  get rows(): Locator {
    return this.page.getByTestId('event-row');
  }

  row(paymentId: string): Locator {
    return this.page.locator(`[data-testid=event-row][data-payment="${paymentId}"]`);
  }

  tile(name: string): Locator {
    return this.page.getByTestId(`tile-${name}-value`);
  }

  async open(query = ''): Promise<void> {
    await this.page.goto(`/${query}`);
    await base.expect(this.badge).toHaveAttribute('data-state', 'live');
  }

  /** Sequence numbers of the rows in sight, newest first. */
  async sequence(): Promise<number[]> {
    const seqs = await this.rows.evaluateAll((rows) => rows.map((row) => row.dataset.seq));
    return seqs.map(Number).sort((one, other) => other - one);
  }
}

export const test = base.extend<{ dashboard: Dashboard; dataDir: string }>({
  baseURL: async ({}, use) => use(fromSetup('CASHBEAT_E2E_WEB')),
  dataDir: async ({}, use) => use(fromSetup('CASHBEAT_E2E_DATA')),
  dashboard: async ({ page }, use) => use(new Dashboard(page)),
});

export { expect } from '@playwright/test';
