#!/usr/bin/env bash
# Writes the lock files: every package and its hash, for every platform, no addresses.
set -euo pipefail
cd "$(dirname "$0")/.."

uv="$(command -v uv || echo .venv/bin/uv)"
options=(--universal --python-version 3.11 --generate-hashes --no-emit-index-url --upgrade
  --custom-compile-command "make lock" --quiet)
"$uv" pip compile pyproject.toml "${options[@]}" -o apps/api/requirements.txt
"$uv" pip compile pyproject.toml --group dev "${options[@]}" -c apps/api/requirements.txt \
  -o apps/api/requirements-dev.txt

npm install --package-lock-only --loglevel=error
node tools/complete-lock.mjs

! grep -nE '"resolved": "http|://.*--hash|index-url' package-lock.json apps/api/requirements*.txt
