# All that a person does with a checkout; `make help` lists it.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help setup demo test check fmt lint types bench serve clean messages lock

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
# Processes that share the tests, a file at a time, so that what a file makes once is made once.
TESTERS ?= 2
PYTEST = $(BIN)/pytest --numprocesses $(TESTERS) --dist loadfile --no-loadscope-reorder
INSTALLED := .venv/.installed
NPM_INSTALLED := .cache/npm/.installed
IIIF_INSTALLED := .cache/iiif/.installed
SCHEMAS_INSTALLED := .cache/schemas/.installed

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: system $(INSTALLED) ## Install system packages, .venv and pinned dependencies

.PHONY: system system-test
system:
	@PYTHON=$(PYTHON) tools/system-packages.sh
system-test:
	@PYTHON=$(PYTHON) tools/system-packages.sh test

$(INSTALLED): pyproject.toml constraints.txt | system
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Aigaq needs Python 3.11 or newer; set PYTHON=/path/to/python3.11" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing the pinned Python dependencies into .venv"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check \
		--constraint constraints.txt --editable '.[dev]'
	@touch $@

# What only the browser tests use; exact versions, and no lock file, which would record registries.
$(NPM_INSTALLED): tests/e2e/package.json | system-test
	@mkdir -p .cache/npm && cp tests/e2e/package.json .cache/npm/
	@npm install --prefix .cache/npm --no-package-lock --ignore-scripts --no-audit --no-fund --loglevel error
	@touch $@

$(IIIF_INSTALLED): tools/iiif-tools.sh | system-test $(INSTALLED)
	@tools/iiif-tools.sh

$(SCHEMAS_INSTALLED): tools/schemas.sh | system-test $(INSTALLED)
	@tools/schemas.sh

demo: setup ## Read the samples into ./data and show what was found
	@tools/demo.sh

test: system-test setup $(NPM_INSTALLED) $(IIIF_INSTALLED) $(SCHEMAS_INSTALLED) ## Run all tests
	@$(PYTEST)

check: system-test setup $(NPM_INSTALLED) $(IIIF_INSTALLED) $(SCHEMAS_INSTALLED) lint types ## All that CI runs: style, types, contracts, tests
	@$(BIN)/lint-imports
	@$(PYTEST)

fmt: setup ## Format the code
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix --quiet .

lint: setup ## Check style and import layers
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .

types: setup ## Check types
	@$(BIN)/mypy

bench: setup ## Run the benchmarks that need no data beside the samples
	@$(BIN)/python -m benchmarks.quality
	@$(BIN)/python -m benchmarks.overhead

.PHONY: fuzz
fuzz: setup ## Search for inputs that break our parsers, a minute each; finds become tests
	@$(BIN)/python -m benchmarks.fuzz

serve: setup ## Open the reading room on the demo's workspace
	@$(BIN)/aigaq serve

messages: setup ## Collect translatable strings into the catalogues
	@mkdir -p .cache
	@$(BIN)/pybabel --quiet extract --mapping-file models/locale/babel.cfg \
		--keywords "_ N_ ngettext:1,2" --no-default-keywords --no-location --sort-output \
		--omit-header --output .cache/aigaq.pot .
	@for language in ru kk; do \
		catalogue=models/locale/$$language/aigaq.po; \
		sed '/^$$/q' $$catalogue > .cache/header.po && cp $$catalogue .cache/aigaq.po && \
		$(BIN)/pybabel --quiet update --locale $$language --no-fuzzy-matching --ignore-obsolete \
			--omit-header --width 100 --input-file .cache/aigaq.pot --output-file .cache/aigaq.po && \
		cat .cache/header.po .cache/aigaq.po > $$catalogue || exit 1; \
	done

lock: ## Pin the newest versions that fit into constraints.txt
	@rm -rf .cache/lock && $(PYTHON) -m venv .cache/lock
	@.cache/lock/bin/pip install --quiet --disable-pip-version-check '.[dev]'
	@{ echo "# Versions that are tested together; renew them by \`make lock\`."; \
		.cache/lock/bin/pip list --format freeze --exclude aigaq --exclude pip --exclude setuptools; } > constraints.txt

clean: ## Remove the environment and caches; the workspace ./data stays
	@rm -rf .venv .cache dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
