/**
 * Completes the standalone build: Next leaves out static files, public files and our own server.
 */
import { cpSync, existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const web = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const standalone = join(web, '.next/standalone/apps/web');

const parts = [
  ['.next/static', '.next/static'],
  ['public', 'public'],
  ['serve.mjs', 'serve.mjs'],
  ['server', 'server'],
];
for (const [from, to] of parts) {
  if (existsSync(join(web, from))) {
    cpSync(join(web, from), join(standalone, to), { recursive: true });
  }
}
