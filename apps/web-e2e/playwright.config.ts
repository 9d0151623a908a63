import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

const KNOWN_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];

/** The machine's own Chromium; undefined leaves the choice to Playwright's download. */
const executablePath =
  process.env.CASHBEAT_CHROMIUM || KNOWN_PLACES.find((path) => existsSync(path));

export default defineConfig({
  testDir: './src',
  outputDir: './test-results',
  globalSetup: './src/support/global-setup.ts',
  // One stack for all: tests count events and move the same figures.
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  // A trace tells of what passed only the second time.
  retries: process.env.CI ? 1 : 0,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  use: {
    browserName: 'chromium',
    launchOptions: {
      executablePath,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
  },
});
