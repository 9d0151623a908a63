/**
 * The web process: Next.js and, on the same origin, the API behind it.
 *
 * `node serve.mjs` serves the standalone build, `node serve.mjs --dev` compiles on demand.
 * Settings: PORT (3000), HOSTNAME (127.0.0.1), CASHBEAT_API_ORIGIN (http://127.0.0.1:8000).
 */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const dev = process.argv.includes('--dev');
const standalone = join(here, '.next/standalone/apps/web');

process.env.NEXT_TELEMETRY_DISABLED = '1';

if (!dev && existsSync(join(standalone, 'serve.mjs'))) {
  await import(pathToFileURL(join(standalone, 'serve.mjs')).href);
} else if (!dev && !existsSync(join(here, '.next/BUILD_ID'))) {
  console.error('The web app is not built: run `npx nx run web:build` first.');
  process.exitCode = 1;
} else {
  const { startWebServer } = await import('./server/web-server.mjs');
  await startWebServer({
    dir: here,
    dev,
    port: Number(process.env.PORT ?? 3000),
    hostname: process.env.HOSTNAME ?? '127.0.0.1',
    apiOrigin: process.env.CASHBEAT_API_ORIGIN ?? 'http://127.0.0.1:8000',
  });
}
