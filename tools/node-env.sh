#!/usr/bin/env bash
# Installs the locked npm packages.
set -euo pipefail
cd "$(dirname "$0")/.."

fail() { echo "make: $*" >&2; exit 1; }

command -v node >/dev/null || fail "node is not on PATH: install Node.js 20.9 or newer."
command -v npm >/dev/null || fail "npm is not on PATH: install it with Node.js 20.9 or newer."
node -e 'const [a, b] = process.versions.node.split(".").map(Number);
  process.exit(a > 20 || (a === 20 && b >= 9) ? 0 : 1)' ||
  fail "Node.js $(node --version) is too old: install version 20.9 or newer."
echo "Installing the npm packages …"
npm ci --no-fund --no-audit --loglevel=error
