#!/usr/bin/env bash
# Writes the two lock files: every package and its hashes, for every platform, no addresses.
set -euo pipefail
cd "$(dirname "$0")/.."

uv="$(command -v uv || echo .venv/bin/uv)"
options=(--universal --python-version 3.11 --generate-hashes --no-emit-index-url --upgrade
  --custom-compile-command "make lock" --quiet)
"$uv" pip compile pyproject.toml "${options[@]}" -o apps/api/requirements.txt
"$uv" pip compile pyproject.toml --group dev "${options[@]}" -c apps/api/requirements.txt \
  -o apps/api/requirements-dev.txt
! grep -nE '://' apps/api/requirements.txt apps/api/requirements-dev.txt
