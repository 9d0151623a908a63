/**
 * Takes the pictures of docs/screenshots: `make screenshots`.
 *
 * Starts a Cashbeat of its own with the demo history, on free ports and in a data directory that is
 * thrown away; CASHBEAT_SCREENSHOTS_ADDRESS names a running one instead.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium } from '@playwright/test';

const WORKSPACE = resolve(import.meta.dirname, '../..');
const FOLDER = join(WORKSPACE, 'docs/screenshots');
const START_MILLISECONDS = 600_000;
/** Long enough for the feed to show what the simulator does. */
const LIVE_MILLISECONDS = 20_000;
const CHROMIUM = process.env.CASHBEAT_CHROMIUM || '/usr/bin/chromium';

const DESKTOP = { viewport: { width: 1440, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true };

/** Of the demo, see `cashbeat.identity.demo`. */
const OWNER = { email: 'demo@cashbeat.example', password: 'every-beat-counts' };

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

const stack = await findOrStart();
try {
  mkdirSync(FOLDER, { recursive: true });
  const browser = await chromium.launch({
    executablePath: existsSync(CHROMIUM) ? CHROMIUM : undefined,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  });
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
  if (!stranger) {
    // Each picture has a session of its own: a refresh cookie is good for one browser.
    const answer = await context.request.post(`${address}/api/auth/login`, { data: OWNER });
    if (!answer.ok()) throw new Error(`The demo cannot be entered: ${await answer.text()}`);
  }
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

async function findOrStart() {
  const given = process.env.CASHBEAT_SCREENSHOTS_ADDRESS;
  if (given) return { address: given, stop: async () => undefined };
  const [webPort, apiPort] = [await freePort(), await freePort()];
  const dataDir = mkdtempSync(join(tmpdir(), 'cashbeat-screenshots-'));
  const child = spawn(join(WORKSPACE, '.venv/bin/cashbeat'), ['start'], {
    cwd: WORKSPACE,
    env: {
      ...process.env,
      CASHBEAT_WEB_PORT: String(webPort),
      CASHBEAT_API_PORT: String(apiPort),
      CASHBEAT_DATA_DIR: dataDir,
      CASHBEAT_DEMO: '1',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const stop = async () => {
    if (child.exitCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    await untilSimulated(child);
  } catch (error) {
    await stop();
    throw error;
  }
  return { address: `http://localhost:${webPort}`, stop };
}

/** The simulator is the last thing that `cashbeat start` brings up. */
async function untilSimulated(child) {
  let output = '';
  await new Promise((done, failed) => {
    setTimeout(() => failed(new Error(`not up in time:\n${output}`)), START_MILLISECONDS).unref();
    child.on('exit', (code) => failed(new Error(`ended with ${code}:\n${output}`)));
    child.stdout.on('data', (text) => {
      output += text;
      process.stdout.write(text);
      if (output.includes('✓ Simulator')) done();
    });
  });
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
