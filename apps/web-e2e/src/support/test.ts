import type { NewPayment, Payment } from '@cashbeat/shared-types';
import { test as base, type Locator, type Page } from '@playwright/test';
import { type Account, ask, signIn } from './people';

function fromSetup(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is set by the global setup.`);
  return value;
}

/** The key of the organisation that all tests but those of people share. */
export const apiKey = () => fromSetup('CASHBEAT_E2E_KEY');
export const webOrigin = () => fromSetup('CASHBEAT_E2E_WEB');
export const owner = () => JSON.parse(fromSetup('CASHBEAT_E2E_OWNER')) as Account;

/** Records a payment over REST, by default through the address that the browser uses. */
export async function recordPayment(
  change: Partial<NewPayment> = {},
  origin = webOrigin(),
  token = apiKey(),
): Promise<Payment> {
  const body = { amount: 12.5, currency: 'EUR', method: 'card', status: 'completed', ...change };
  return ask(origin, '/api/payments', { token, body });
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

  /** Every row from the newest down to that payment's, oldest first: the list draws what is in sight. */
  async rowsDownTo(paymentId: string): Promise<{ seq: number; payment: string }[]> {
    const found = new Map<number, string>();
    const list = this.page.getByTestId('event-list');
    await base
      .expect(async () => {
        const drawn = await this.rows.evaluateAll((rows) =>
          rows.map(({ dataset }) => ({ seq: Number(dataset.seq), payment: dataset.payment! })),
        );
        for (const { seq, payment } of drawn) found.set(seq, payment);
        await list.evaluate((scroller) => scroller.scrollBy(0, 200));
        base.expect([...found.values()]).toContain(paymentId);
      })
      .toPass();
    const ordered = [...found].sort(([one], [other]) => one - other);
    const first = ordered.findIndex(([, payment]) => payment === paymentId);
    return ordered.slice(first).map(([seq, payment]) => ({ seq, payment }));
  }

  /** Sequence numbers of the rows in sight, newest first. */
  async sequence(): Promise<number[]> {
    const seqs = await this.rows.evaluateAll((rows) => rows.map((row) => row.dataset.seq));
    return seqs.map(Number).sort((one, other) => other - one);
  }
}

interface Fixtures {
  dashboard: Dashboard;
  dataDir: string;
  /** Who uses the browser: the owner, unless a test says otherwise; null for nobody. */
  visitor: Account | null;
}

export const test = base.extend<Fixtures>({
  baseURL: async ({}, use) => use(webOrigin()),
  visitor: async ({}, use) => use(owner()),
  context: async ({ context, visitor }, use) => {
    if (visitor) await signIn(context.request, visitor);
    await use(context);
  },
  dataDir: async ({}, use) => use(fromSetup('CASHBEAT_E2E_DATA')),
  dashboard: async ({ page }, use) => use(new Dashboard(page)),
});

export { expect } from '@playwright/test';
