/**
 * Writes src/generated/contracts.ts from the Pydantic models of the API.
 *
 * `node scripts/generate.mjs` writes the file; with `--check` it only compares and exits 1 on drift.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compile } from 'json-schema-to-typescript';

const here = dirname(fileURLToPath(import.meta.url));
const workspace = resolve(here, '../../..');
const target = resolve(here, '../src/generated/contracts.ts');
const banner =
  '/* Generated from apps/api/src/cashbeat/contracts by `nx run shared-types:generate`. */\n';

function exportSchema() {
  const directory = mkdtempSync(join(tmpdir(), 'cashbeat-contracts-'));
  const file = join(directory, 'contracts.json');
  try {
    const python = pythonOf(workspace);
    execFileSync(python, ['-m', 'cashbeat.contracts.export', file], {
      cwd: workspace,
      env: { ...process.env, PYTHONPATH: join(workspace, 'apps/api/src') },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    return JSON.parse(readFileSync(file, 'utf8'));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function pythonOf(root) {
  const candidates = [join(root, '.venv/bin/python'), join(root, '.venv/Scripts/python.exe')];
  const found = candidates.find((path) => existsSync(path));
  if (!found) throw new Error('No Python environment in .venv: run `make setup` first.');
  return found;
}

/**
 * Pydantic titles every property and describes references in place; the generator would turn each
 * of these into a type of its own (`Payment1`), so both are dropped.
 */
function simplified(node) {
  if (Array.isArray(node)) return node.map(simplified);
  if (node === null || typeof node !== 'object') return node;
  if (typeof node.$ref === 'string') return { $ref: node.$ref };
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [
      key,
      key === 'properties' ? propertiesWithoutTitles(value) : simplified(value),
    ]),
  );
}

function propertiesWithoutTitles(properties) {
  return Object.fromEntries(
    Object.entries(properties).map(([name, { title: _title, ...rest }]) => [
      name,
      simplified(rest),
    ]),
  );
}

const BASE_MODELS = new Set(['WireModel', 'RequestModel']);

async function typesOf(schema) {
  const definitions = simplified(schema.$defs);
  const names = Object.keys(definitions)
    .filter((name) => !BASE_MODELS.has(name))
    .sort();
  const root = {
    title: 'CashbeatContracts',
    type: 'object',
    additionalProperties: false,
    required: names,
    properties: Object.fromEntries(names.map((name) => [name, { $ref: `#/$defs/${name}` }])),
    $defs: definitions,
  };
  return compile(root, 'CashbeatContracts', {
    bannerComment: banner,
    additionalProperties: false,
    enableConstEnums: false,
    ignoreMinAndMaxItems: true,
    style: { singleQuote: true, printWidth: 100 },
  });
}

const generated = await typesOf(exportSchema());
if (process.argv.includes('--check')) {
  const current = existsSync(target) ? readFileSync(target, 'utf8') : '';
  if (current !== generated) {
    console.error(
      'The API models and libs/shared-types/src/generated/contracts.ts differ: run `nx run shared-types:generate`.',
    );
    process.exit(1);
  }
} else {
  writeFileSync(target, generated);
}
