import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const WORKSPACE = resolve(import.meta.dirname, '../../../..');
const PYTHON = join(WORKSPACE, '.venv/bin/python');
const START_SECONDS = 180;

export interface Stack {
  web: string;
  api: string;
  dataDir: string;
  stop(): Promise<void>;
}

export async function startStack(settings: Record<string, string> = {}): Promise<Stack> {
  const dataDir = mkdtempSync(join(tmpdir(), 'cashbeat-e2e-'));
  const [webPort, apiPort] = [await freePort(), await freePort()];
  const environment = {
    ...process.env,
    CASHBEAT_WEB_PORT: String(webPort),
    CASHBEAT_API_PORT: String(apiPort),
    CASHBEAT_DATA_DIR: dataDir,
    CASHBEAT_DEMO: '0',
    ...settings,
  };
  const output: string[] = [];
  const child = spawn(PYTHON, ['-m', 'cashbeat.cli', 'start'], {
    cwd: WORKSPACE,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text: Buffer) => output.push(text.toString()));
  }
  const stop = async () => {
    await end(child);
    rmSync(dataDir, { recursive: true, force: true });
  };
  const web = `http://localhost:${webPort}`;
  try {
    await untilReady(`${web}/health/ready`, child);
  } catch (error) {
    await stop();
    throw new Error(`The stack did not start: ${String(error)}\n${output.join('')}`);
  }
  return { web, api: `http://localhost:${apiPort}`, dataDir, stop };
}

/** A further API process on the same databases: it writes while the first one is down. */
export async function startSecondApi(dataDir: string): Promise<Pick<Stack, 'api' | 'stop'>> {
  const port = await freePort();
  const child = spawn(
    PYTHON,
    ['-m', 'uvicorn', 'cashbeat.main:app', '--host', '127.0.0.1', '--port', String(port)],
    {
      cwd: WORKSPACE,
      env: {
        ...process.env,
        CASHBEAT_DATA_DIR: dataDir,
        CASHBEAT_API_PORT: String(port),
        CASHBEAT_DEMO: '0',
      },
      stdio: 'ignore',
    },
  );
  const api = `http://127.0.0.1:${port}`;
  const stop = () => end(child);
  try {
    await untilReady(`${api}/health/ready`, child);
  } catch (error) {
    await stop();
    throw error;
  }
  return { api, stop };
}

/** Kills the API of the stack as a crash would; the launcher brings a new one up. */
export function killApi(dataDir: string): void {
  const { pid } = JSON.parse(readFileSync(join(dataDir, 'run/api.pid'), 'utf8')) as { pid: number };
  process.kill(pid, 'SIGKILL');
}

async function untilReady(address: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + START_SECONDS * 1000;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}`);
    const answer = await fetch(address).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error(`${address} was not ready within ${START_SECONDS} s`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 30_000);
  await gone;
  clearTimeout(timer);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
