/**
 * Completes package-lock.json with the optional packages of other platforms.
 *
 * npm leaves out of the lock file what its registry did not offer for some platform, and `npm ci`
 * then refuses the lock file everywhere. Each of these has one exact version, and its name says its
 * platform; `npm install` on such a machine adds the hash.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const file = process.argv[2] ?? 'package-lock.json';
const lock = JSON.parse(readFileSync(file, 'utf8'));
const SYSTEMS = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const LIBRARIES = { gnu: 'glibc', gnueabihf: 'glibc', musl: 'musl', musleabihf: 'musl' };

function platformOf(name) {
  const words = name.split(/[/-]/);
  const at = words.findIndex((word) => SYSTEMS.includes(word));
  if (at < 0) return words.includes('wasm32') ? { cpu: ['wasm32'] } : null;
  const libc = LIBRARIES[words[at + 2]];
  return {
    ...(libc ? { libc: [libc] } : {}),
    os: [words[at]],
    ...(words[at + 1] ? { cpu: [words[at + 1]] } : {}),
  };
}

let added = 0;
for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const nested = `${path}/node_modules/${name}`;
    const hoisted = `node_modules/${name}`;
    if (lock.packages[nested] || lock.packages[hoisted]) continue;
    const platform = platformOf(name);
    if (!platform || !/^\d+\.\d+\.\d+$/.test(version)) {
      throw new Error(`${path} asks for ${name}@${version}, whose platform is not in its name.`);
    }
    const dev = entry.dev ? { dev: true } : {};
    lock.packages[hoisted] = { version, ...platform, ...dev, optional: true };
    added += 1;
  }
}
lock.packages = Object.fromEntries(
  Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en')),
);
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`Added ${added} packages of other platforms.`);
