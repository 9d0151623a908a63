/**
 * Takes the pictures of docs/screenshots: `make screenshots`; named ones only when they are named.
 *
 * Starts a Cashbeat of its own with the demo history, on free ports and in a data directory that is
 * thrown away; CASHBEAT_SCREENSHOTS_ADDRESS names a running one instead.
 */
import { Buffer } from 'node:buffer';
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { CASHBEAT, launchBrowser, signInOwner, startDemoStack, WORKSPACE } from './demo-stack.mjs';

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
  { name: 'breakdowns', path: '/?range=30d', ...DESKTOP, prepare: showBreakdowns },
  { name: 'explanation', path: '/?range=30d', ...DESKTOP, prepare: explainAnomaly },
  { name: 'commands', path: '/?range=30d', ...DESKTOP, prepare: openCommands },
  { name: 'customers', path: '/customers?sort=status', ...DESKTOP },
  { name: 'customers-phone', path: '/customers?sort=status', ...PHONE },
  { name: 'customer', path: '/customers?status=overdue', ...DESKTOP, prepare: openFirstCustomer },
  { name: 'customer-import', path: '/customers/import', ...DESKTOP, prepare: uploadCustomers },
  { name: 'customer-import-phone', path: '/customers/import', ...PHONE, prepare: uploadCustomers },
  { name: 'receivables', path: '/receivables', ...DESKTOP },
  { name: 'notifications', path: '/notifications', ...DESKTOP },
  { name: 'payments', path: '/payments', ...DESKTOP },
  { name: 'members', path: '/settings/members', ...DESKTOP },
  { name: 'audit-log', path: '/settings/audit', ...DESKTOP },
  { name: 'payment', path: '/payments?status=refunded', ...DESKTOP, prepare: openFirstPayment },
  // From here on a gateway is out: the last pictures, because it shows in all others.
  { name: 'alerts', path: '/alerts', ...DESKTOP, prepare: raiseAlert },
  { name: 'alert', path: '/alerts', ...DESKTOP, colorScheme: 'dark', prepare: openFirstAlert },
  { name: 'alert-rule', path: '/alerts/rules', ...DESKTOP, prepare: openHourlyRule },
  { name: 'alerts-phone', path: '/alerts', ...PHONE },
];

/** Customers of a file, some of whose cells are wrong. */
const FILE_OF_CUSTOMERS = [
  'Kunde;Kundennummer;E-Mail;Telefon;Offener Betrag;Währung;Fällig am',
  'Bäckerei Sommer;S-101;ap@sommer.example;+49 30 9018201;1.250,00;EUR;31.02.2027',
  'Elektro Schulz;S-102;rechnung@schulz.example;+49 30 9018202;480,50;EUR;15.01.2027',
  'Gärtnerei Grün;S-103;gruen at example;+49 30 9018203;96,40;EUR;31.12.2026',
  'Hotel am See;S-104;office@hotel.example;+49 30 9018204;12.300,00;ERU;31.01.2027',
  'Kanzlei Brandt;S-105;post@brandt.example;+49 30 9018205;-25,00;EUR;28.02.2027',
  'Tischlerei Holz;S-106;buero@holz.example;+49 30 9018206;2.075,90;EUR;30.04.2027',
].join('\n');

const SHOWN = '[data-testid="tile-total-volume"], tbody tr, [role="row"], main li, main h2';

/** A rule of the demo fires within some minutes of it. */
const OUTAGE = [
  'simulate',
  '--scenario',
  'gateway-outage',
  '--rate',
  '6',
  '--flat',
  '--duration',
  '8m',
];
const ALERT_MILLISECONDS = 480_000;
let outage;

const given = process.env.CASHBEAT_SCREENSHOTS_ADDRESS;
const stack = given
  ? { address: given, stop: async () => undefined }
  : await startDemoStack('screenshots');
try {
  mkdirSync(FOLDER, { recursive: true });
  const browser = await launchBrowser();
  const named = process.argv.slice(2);
  const wanted = PICTURES.filter(({ name }) => named.length === 0 || named.includes(name));
  for (const picture of wanted) await take(browser, stack.address, picture);
  await browser.close();
} finally {
  outage?.kill('SIGTERM');
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

async function openFirstCustomer(page) {
  await page.locator('a[href^="/customers/cus_"]').first().click();
  await page.waitForURL(/\/customers\/cus_/);
}

async function uploadCustomers(page) {
  const buffer = Buffer.from(FILE_OF_CUSTOMERS);
  await page
    .getByLabel('File of customers')
    .setInputFiles({ name: 'Kundenliste.csv', mimeType: 'text/csv', buffer });
  await page.getByTestId('bad-row').first().waitFor();
}

async function openFirstPayment(page) {
  await page.locator('tbody tr').first().click();
}

async function showFeed(page) {
  await page.getByText('Live events').first().scrollIntoViewIfNeeded();
  await page.mouse.wheel(0, 260);
}

async function showBreakdowns(page) {
  await page.getByTestId('breakdown').scrollIntoViewIfNeeded();
  const heading = page.getByRole('heading', { name: 'Breakdown', exact: true });
  await heading.waitFor();
  await heading.evaluate((element) => element.scrollIntoView({ block: 'start' }));
}

async function explainAnomaly(page) {
  await page
    .getByRole('button', { name: /^Explain / })
    .first()
    .click();
  await page.getByTestId('explanation-summary').waitFor();
}

async function openCommands(page) {
  await page.getByTestId('event-row').first().waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill('re');
}

async function raiseAlert(page) {
  if (stack.environment) outage = spawn(CASHBEAT, OUTAGE, { env: stack.environment });
  await page
    .locator('main a[href^="/alerts/alr_"]')
    .first()
    .waitFor({ timeout: ALERT_MILLISECONDS });
}

async function openFirstAlert(page) {
  await page.locator('main a[href^="/alerts/alr_"]').first().click();
  await page.locator('.recharts-surface').first().waitFor();
}

async function openHourlyRule(page) {
  await page.getByRole('link', { name: 'Failures over an hour', exact: true }).click();
  await page.getByTestId('rule-preview').locator('.recharts-surface').waitFor();
}
