/**
 * The dashboard in Chromium: first load JS, and ten minutes of a feed of 100 events a second.
 *
 *     node benchmarks/browser.mjs [--minutes 10] [--events 100]
 *
 * Starts a Cashbeat of its own (the web app must be built: `make build`), pours payments into it, and
 * looks with Chromium's own counters:
 *
 *   First load JS   the scripts that the page's HTML names, gzip; beside it the part of React and Next,
 *                   which a page without a line of ours has too
 *   Busy            processor time of the main thread in tasks ÷ time, so other programs do not count
 *   Gaps            animation frames longer than 100 ms in which our scripts ran for most of the time
 *   Heap            after a garbage collection, each minute from the second on
 *
 * Targets: 175 kB, 20 %, none, flat (the last not above the first by more than a tenth).
 */
/* global performance, window, PerformanceObserver */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import {
  launchBrowser,
  signInOwner,
  startDemoStack,
  WORKSPACE,
} from '../apps/web-e2e/demo-stack.mjs';
import { pour } from './pour.mjs';

const WARM_UP_MILLISECONDS = 60_000;
const GAP_MILLISECONDS = 100;

/** What Next names in every page. */
const frameworkFiles = new Set(
  JSON.parse(
    readFileSync(join(WORKSPACE, 'apps/web/.next/build-manifest.json'), 'utf8'),
  ).rootMainFiles.map((file) => `/_next/${file}`),
);

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    events: { type: 'string', default: '100' },
  },
});
const minutes = Number(values.minutes);
const eventsPerSecond = Number(values.events);

const stack = await startDemoStack('browser');
const browser = await launchBrowser();
let endOfPouring;
try {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await signInOwner(context, stack.address);
  const page = await context.newPage();

  const load = await firstLoad(page, `${stack.address}/?range=30d`);
  console.log(`First load JS   ${kilobytes(load.gzip)} gzip in ${load.scripts} scripts (≤ 175 kB)`);
  console.log(`  of React/Next ${kilobytes(load.framework)}`);
  console.log(`Until live      ${kilobytes(load.later)} more, loaded when needed`);

  endOfPouring = pour(stack, eventsPerSecond);
  await page.waitForTimeout(WARM_UP_MILLISECONDS);
  const seen = await watch(page, minutes);
  const [first, last] = [seen.heaps[0], seen.heaps.at(-1)];
  console.log(`Events          ${seen.eventsPerSecond.toFixed(1)} a second for ${minutes} min`);
  console.log(`Busy            ${(100 * seen.busy).toFixed(1)} % of the main thread (≤ 20 %)`);
  console.log(
    `Gaps            ${seen.gaps.length} over ${GAP_MILLISECONDS} ms (none) ${seen.gaps.join(' ')}`,
  );
  console.log(
    `Heap            ${seen.heaps.map(megabytes).join(' ')} MB: ${(last / first).toFixed(2)} (≤ 1.10)`,
  );
} finally {
  await endOfPouring?.();
  await browser.close();
  await stack.stop();
}

/** Opens the page and weighs the scripts that its HTML names, and those that it loads until it is live. */
async function firstLoad(page, address) {
  const bodies = new Map();
  const arriving = [];
  page.on('response', (response) => {
    if (response.request().resourceType() !== 'script') return;
    const { pathname } = new URL(response.url());
    arriving.push(response.text().then((text) => bodies.set(pathname, text)));
  });
  const document = await page.goto(address);
  const html = await document.text();
  await page.locator('[data-testid="connection-badge"][data-state="live"]').waitFor();
  await page.locator('.volume-bar').first().waitFor();
  await page.waitForLoadState('networkidle');
  await Promise.all(arriving);
  const tags = [...html.matchAll(/<script[^>]*\ssrc="([^"?]+)[^>]*>/g)];
  const named = new Set(tags.filter(([tag]) => !/nomodule/i.test(tag)).map(([, path]) => path));
  const sizes = [...bodies].map(([path, text]) => ({
    named: named.has(path),
    framework: frameworkFiles.has(path),
    bytes: gzipSync(text).length,
  }));
  const sum = (of) => sizes.filter(of).reduce((total, { bytes }) => total + bytes, 0);
  return {
    scripts: sizes.filter((size) => size.named).length,
    gzip: sum((size) => size.named),
    framework: sum((size) => size.named && size.framework),
    later: sum((size) => !size.named),
  };
}

/** Looks at a live page for some minutes. */
async function watch(page, length) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  await devtools.send('HeapProfiler.enable');
  await page.evaluate((limit) => {
    window.frameGaps = [];
    new PerformanceObserver((list) => {
      for (const frame of list.getEntries()) {
        const ours = frame.scripts.reduce((total, script) => total + script.duration, 0);
        if (frame.duration > limit && ours > frame.duration / 2) {
          window.frameGaps.push(Math.round(frame.duration));
        }
      }
    }).observe({ type: 'long-animation-frame' });
  }, GAP_MILLISECONDS);
  const [begin, started] = [await counters(devtools), performance.now()];
  const [heaps, seqBefore] = [[], await newestSeq(page)];
  for (let minute = 0; minute < length; minute += 1) {
    await page.waitForTimeout(60_000);
    await devtools.send('HeapProfiler.collectGarbage');
    heaps.push((await counters(devtools)).JSHeapUsedSize);
  }
  const end = await counters(devtools);
  const seconds = (performance.now() - started) / 1000;
  return {
    busy: (end.TaskDuration - begin.TaskDuration) / seconds,
    gaps: await page.evaluate(() => window.frameGaps),
    heaps,
    eventsPerSecond: ((await newestSeq(page)) - seqBefore) / seconds,
  };
}

async function counters(devtools) {
  const { metrics } = await devtools.send('Performance.getMetrics');
  return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
}

async function newestSeq(page) {
  return Number(await page.getByTestId('event-row').first().getAttribute('data-seq'));
}

function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

function megabytes(bytes) {
  return (bytes / 1_000_000).toFixed(1);
}
