import type { Browser, BrowserContext, Page } from '@playwright/test';
import { type Account, register, signIn, somebody } from './people';
import { Dashboard, webOrigin } from './test';

/** A further browser, with a session of its own. */
export async function browserOf(browser: Browser, account: Account | null, origin = webOrigin()) {
  const context = await browser.newContext({ baseURL: origin });
  if (account) await signIn(context.request, account);
  return context;
}

export async function dashboardIn(context: BrowserContext): Promise<Dashboard> {
  const dashboard = new Dashboard(await context.newPage());
  await dashboard.open();
  return dashboard;
}

export async function menuOf(page: Page, account: Account): Promise<void> {
  await page.getByRole('button', { name: `Account of ${account.name}` }).click();
}

/** An organisation of its own for a test, and its owner. */
export async function founded(organisation: string, origin = webOrigin()) {
  const owner = somebody('Ada Owner');
  const { accessToken, tenant } = await register(origin, owner, organisation);
  return { owner, token: accessToken, tenant: tenant! };
}
