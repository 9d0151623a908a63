#!/usr/bin/env bash
# Every check, cheapest first; stops at the first failure and leaves nothing running.
set -euo pipefail
cd "$(dirname "$0")/.."

if [ -n "${CI:-}" ] || [ ! -t 1 ]; then
  export NO_COLOR=1 FORCE_COLOR=0
fi
# Containers often forbid it; then each of some hundred processes compiles all that it imports.
export PYTHONDONTWRITEBYTECODE=
nx=(npx nx --output-style=stream)
scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT

step() {
  local title="$1" from=$SECONDS
  shift
  printf '\n=== %s\n' "$title"
  if ! "$@"; then
    printf '\n=== %s: FAILED after %d s\n' "$title" $((SECONDS - from))
    exit 1
  fi
  printf '%-48s %4d s\n' "$title" $((SECONDS - from)) >>"$scratch/report"
}

integration() {
  .venv/bin/python -m pytest -q -m integration -n 2 --dist loadfile |
    tee "$scratch/integration"
}

step "Lint, types, import boundaries, contract drift" \
  "${nx[@]}" run-many -t lint typecheck boundaries check --parallel=2
step "Unit tests of API, web and libraries" "${nx[@]}" run-many -t test --parallel=1
step "Web build" make build
CASHBEAT_CHROMIUM="$(tools/chromium.sh | tail -n 1)"
export CASHBEAT_CHROMIUM
step "End to end, in Chromium" "${nx[@]}" run web-e2e:e2e
step "Integration tests on real MongoDB and Redis" integration

printf '\n=== All checks passed\n'
cat "$scratch/report"
tail -n 1 "$scratch/integration"
