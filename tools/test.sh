#!/usr/bin/env bash
# Every check, cheapest first; stops at the first failure and leaves nothing running.
set -euo pipefail
cd "$(dirname "$0")/.."

nx=(npx nx --output-style=stream)
report="$(mktemp)"
trap 'rm -f "$report"' EXIT

step() {
  local title="$1" from=$SECONDS
  shift
  printf '\n=== %s\n' "$title"
  if ! "$@"; then
    printf '\n=== %s: FAILED after %d s\n' "$title" $((SECONDS - from))
    exit 1
  fi
  printf '%-44s %4d s\n' "$title" $((SECONDS - from)) >>"$report"
}

step "Lint, types, boundaries, contract drift" \
  "${nx[@]}" run-many -t lint typecheck boundaries check --parallel=2
step "Unit tests of the web" "${nx[@]}" run-many -t test --exclude=api --parallel=1
step "Web build" "${nx[@]}" run web:build
step "End to end, in Chromium" env CASHBEAT_CHROMIUM="$(tools/chromium.sh | tail -n 1)" \
  "${nx[@]}" run web-e2e:e2e
step "Unit and integration tests of the API" .venv/bin/python -m pytest -q -n 2 --dist loadfile

printf '\n=== All checks passed\n'
cat "$report"
