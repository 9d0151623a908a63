#!/usr/bin/env bash
# Prints the path of a Chromium for the end-to-end tests, installing one when there is none:
# from PATH, else from Debian's packages (as root), else Playwright's own.
set -euo pipefail
cd "$(dirname "$0")/.."

on_path() {
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    command -v "$name" && return
  done
  return 1
}

on_path && exit
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -qy chromium; } >&2 || true
  on_path && exit
fi
npx playwright install chromium >&2
node -e 'console.log(require("playwright-core").chromium.executablePath())'
