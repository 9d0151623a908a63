/**
 * A whole Cashbeat for scripts that look at it: on free ports, in a data directory that is thrown
 * away, with the demo history unless the settings say otherwise.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium } from '@playwright/test';

export const WORKSPACE = resolve(import.meta.dirname, '../..');
export const CASHBEAT = join(WORKSPACE, '.venv/bin/cashbeat');
const START_MILLISECONDS = 600_000;
const CHROMIUM = process.env.CASHBEAT_CHROMIUM || '/usr/bin/chromium';

/** Of the demo, see `cashbeat.identity.demo`. */
const OWNER = { email: 'demo@cashbeat.example', password: 'every-beat-counts' };

/**
 * Starts one and waits until its last part is up: the simulator.
 *
 * @param {string} name Of its data directory.
 * @param {Record<string, string>} settings Environment beside the ports.
 */
export async function startDemoStack(name, settings = {}) {
  const [webPort, apiPort] = [await freePort(), await freePort()];
  const dataDir = mkdtempSync(join(tmpdir(), `cashbeat-${name}-`));
  const environment = {
    ...process.env,
    CASHBEAT_WEB_PORT: String(webPort),
    CASHBEAT_API_PORT: String(apiPort),
    CASHBEAT_DATA_DIR: dataDir,
    CASHBEAT_DEMO: '1',
    ...settings,
  };
  const child = spawn(CASHBEAT, ['start'], {
    cwd: WORKSPACE,
    env: environment,
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
  return {
    address: `http://localhost:${webPort}`,
    environment,
    apiKey: () => readFileSync(join(dataDir, 'secrets/demo-api-key'), 'utf8').trim(),
    stop,
  };
}

export function launchBrowser(...args) {
  return chromium.launch({
    executablePath: existsSync(CHROMIUM) ? CHROMIUM : undefined,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', ...args],
  });
}

/** Signs the demo's owner in. Each context has a session of its own: a refresh cookie is good for one. */
export async function signInOwner(context, address) {
  const answer = await context.request.post(`${address}/api/auth/login`, { data: OWNER });
  if (!answer.ok()) throw new Error(`The demo cannot be entered: ${await answer.text()}`);
}

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
