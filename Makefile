# Cashbeat. `make start` and `make test` are the two that matter; `make help` lists the rest.
# Everything here is a shortcut: the work is done by `cashbeat`, Nx targets and tools/*.sh.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.NOTPARALLEL:
.SUFFIXES:

export NX_DAEMON := false
export NX_TUI := false
export NEXT_TELEMETRY_DISABLED := 1

CASHBEAT := .venv/bin/cashbeat
PYTHON_RUN := .venv/.installed-run
PYTHON_DEV := .venv/.installed-dev
NODE := node_modules/.installed
WEB := apps/web/.next/.built
WEB_SOURCES := $(shell find apps/web libs -type f \
  -not -path '*/node_modules/*' -not -path '*/.next/*' -not -name '*.test.*' \
  -not -name next-env.d.ts -not -name '*.tsbuildinfo' 2>/dev/null)

##@ Run

start: $(PYTHON_RUN) $(WEB) ## Start everything and print one address (Ctrl-C stops it)
	@$(CASHBEAT) start

dev: $(PYTHON_DEV) $(NODE) ## The same with hot reload
	@$(CASHBEAT) dev

stop: ## Stop what `make start` or `make dev` started; data is kept
	@if [ -x $(CASHBEAT) ]; then $(CASHBEAT) stop; else echo "Nothing is installed, so nothing runs."; fi

status: $(PYTHON_RUN) ## Show what runs
	@$(CASHBEAT) status

doctor: $(PYTHON_RUN) ## Check this machine: tools, ports, databases
	@$(CASHBEAT) doctor

##@ Check

test: setup ## Everything: lint, types, boundaries, drift, unit, integration, end to end
	@tools/test.sh

lint: setup ## Lint, types, import boundaries and contract drift only
	@npx nx run-many -t lint typecheck boundaries check --parallel=2

format: setup ## Format every file
	@npx nx run-many -t format --parallel=2

e2e: setup $(WEB) ## End-to-end tests in Chromium only
	@CASHBEAT_CHROMIUM="$$(tools/chromium.sh | tail -n 1)" npx nx run web-e2e:e2e

screenshots: setup $(WEB) ## Take the pictures of docs/screenshots from a stack of its own
	@CASHBEAT_CHROMIUM="$$(tools/chromium.sh | tail -n 1)" node apps/web-e2e/screenshots.mjs

affected: setup ## Lint, types and unit tests of what changed since main
	@npx nx affected -t lint typecheck boundaries check test

##@ Make

setup: $(PYTHON_DEV) $(NODE) ## Install the locked Python and npm packages

build: $(PYTHON_RUN) $(WEB) ## Build the web app for production

types: $(PYTHON_DEV) $(NODE) ## Generate the TypeScript types from the Pydantic models
	@npx nx run shared-types:generate

lock: $(PYTHON_DEV) ## Pin the newest allowed packages anew (after a change of what is asked for)
	@tools/lock.sh

clean: ## Remove builds and caches; data, packages and settings stay
	rm -rf apps/web/.next dist coverage .nx .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

help: ## Show this list
	@awk 'BEGIN {FS = ":.*## "} /^##@/ {printf "\n%s\n", substr($$0, 5)} \
	  /^[a-z][a-z0-9-]*:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(PYTHON_RUN): apps/api/requirements.txt pyproject.toml
	@echo "Installing the Python packages …"
	@tools/python-env.sh run
	@touch $@

$(PYTHON_DEV): apps/api/requirements-dev.txt pyproject.toml
	@echo "Installing the Python packages …"
	@tools/python-env.sh dev
	@touch $@ $(PYTHON_RUN)

$(NODE): package-lock.json
	@tools/node-env.sh
	@touch $@

$(WEB): $(NODE) $(PYTHON_RUN) $(WEB_SOURCES) nx.json tsconfig.base.json
	@echo "Building the web app …"
	@npx nx run web:build --exclude-task-dependencies
	@touch $@

.PHONY: start dev stop status doctor test lint format e2e screenshots affected setup build types lock clean help
