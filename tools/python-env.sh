#!/usr/bin/env bash
# Makes .venv and installs the locked packages: `tools/python-env.sh run|dev`.
# Uses uv (from PATH, else installed into .venv), and plain pip where uv cannot be had.
set -euo pipefail
cd "$(dirname "$0")/.."

wanted="${1:-run}"
python="${PYTHON:-python3}"
lock=apps/api/requirements.txt
[ "$wanted" = dev ] && lock=apps/api/requirements-dev.txt

fail() { echo "make: $*" >&2; exit 1; }

if [ ! -x .venv/bin/python ]; then
  command -v "$python" >/dev/null || fail "$python is not on PATH: install Python 3.11 or newer."
  "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    fail "$("$python" --version) is too old: install Python 3.11 or newer, or set PYTHON=."
  "$python" -m venv .venv 2>/dev/null || { command -v uv >/dev/null && uv venv -q --seed .venv; } ||
    fail "python3 -m venv does not work here: install the package python3-venv, or uv."
fi

uv="$(command -v uv || true)"
[ -n "$uv" ] || uv=.venv/bin/uv
[ -x "$uv" ] || .venv/bin/python -m pip install -q --disable-pip-version-check 'uv>=0.9' || true

if [ -x "$uv" ]; then
  "$uv" pip install -q --python .venv/bin/python --require-hashes -r "$lock"
  "$uv" pip install -q --python .venv/bin/python --no-deps -e .
else
  echo "uv cannot be installed here; using pip, which takes a little longer."
  .venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r "$lock"
  .venv/bin/python -m pip install -q --disable-pip-version-check --no-deps -e .
fi
