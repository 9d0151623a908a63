/**
 * Takes the pictures of docs/screenshots: `make screenshots`.
 *
 * Starts a Cashbeat of its own with the demo history, on free ports and in a data directory that is
 * thrown away; CASHBEAT_SCREENSHOTS_ADDRESS names a running one instead.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launchBrowser, signInOwner, startDemoStack, WORKSPACE } from './demo-stack.mjs';

const FOLDER = join(WORKSPACE, 'docs/screenshots');
/** Long enough for the feed to show what the simulator does. */
const LIVE_MILLISECONDS = 20_000;

const DESKTOP = { viewport: { width: 1440, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true };

const PICTURES = [
  { name: 'login', path: '/login', ...DESKTOP, stranger: true },
  { name: 'dashboard-light', path: '/?range=30d', ...DESKTOP },
  { name: 'dashboard-dark', path: '/?range=30d', ...DESKTOP, colorScheme: 'dark' },
  { name: 'dashboard-phone', path: '/?range=30d', ...PHONE },
  { name: 'feed-phone', path: '/?range=30d', ...PHONE, prepare: showFeed },
  { name: 'payments', path: '/payments', ...DESKTOP },
  { name: 'members', path: '/settings/members', ...DESKTOP },
  { name: 'audit-log', path: '/settings/audit', ...DESKTOP },
  { name: 'payment', path: '/payments?status=refunded', ...DESKTOP, prepare: openFirstPayment },
];

const SHOWN = '[data-testid="tile-total-volume"], tbody tr, [role="row"], main li';

const given = process.env.CASHBEAT_SCREENSHOTS_ADDRESS;
const stack = given
  ? { address: given, stop: async () => undefined }
  : await startDemoStack('screenshots');
try {
  mkdirSync(FOLDER, { recursive: true });
  const browser = await launchBrowser();
  for (const picture of PICTURES) await take(browser, stack.address, picture);
  await browser.close();
} finally {
  await stack.stop();
}

async function take(browser, address, { name, path, prepare, stranger, ...device }) {
  const context = await browser.newContext({
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    reducedMotion: 'reduce',
    ...device,
  });
  if (!stranger) await signInOwner(context, address);
  const page = await context.newPage();
  await page.goto(address + path);
  await page
    .locator(stranger ? 'form' : SHOWN)
    .first()
    .waitFor();
  await page.evaluate('document.fonts.ready');
  if (prepare) await prepare(page);
  await page.waitForTimeout(path.startsWith('/?') ? LIVE_MILLISECONDS : 4_000);
  await page.screenshot({ path: join(FOLDER, `${name}.png`) });
  await context.close();
  console.log(`docs/screenshots/${name}.png`);
}

async function openFirstPayment(page) {
  await page.locator('tbody tr').first().click();
}

async function showFeed(page) {
  await page.getByText('Live events').first().scrollIntoViewIfNeeded();
  await page.mouse.wheel(0, 260);
}
