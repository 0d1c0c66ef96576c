# From a machine with Python 3.11 or newer, make and the package index to everything else.
# `make` says what there is to do.

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
BENCH_READY := $(VENV)/.ready-bench

# The first Python here that is new enough and can make a virtual environment; PYTHON=… takes another one.
CANDIDATES := python3 python3.14 python3.13 python3.12 python3.11
FITS := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(firstword $(foreach python,$(CANDIDATES),$(shell $(python) -c '$(FITS)' 2>/dev/null && echo $(python))))

PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check --no-input
PINNED := --constraint constraints.txt --build-constraint constraints.txt

.DEFAULT_GOAL := help
.PHONY: help setup demo test check lint script npm format types layers docs-check docs picture duplicates bench eval fuzz pins clean

help: ## what there is to do
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

setup: $(READY) ## .venv with relgraph, its extras and the pinned tools in it

$(READY): pyproject.toml constraints.txt
	@if [ -z "$(PYTHON)" ]; then \
	  echo "relgraph needs Python 3.11 or newer with its venv module (on Debian: apt-get install python3-venv)" >&2; \
	  exit 1; fi
	@echo "setting up $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv --clear $(VENV)
	@$(PIP) install --constraint constraints.txt --upgrade pip
	@$(PIP) install $(PINNED) --editable ".[extract,page,graph,cypher,neo4j]" --group dev
	@touch $@

$(BENCH_READY): $(READY)
	@$(PIP) install $(PINNED) --group bench
	@touch $@

demo: $(READY) ## the main job, on the seeds, in a new file
	@$(BIN)/relgraph demo
	@echo "  . $(BIN)/activate                            # first of all: puts relgraph on your path"

test: $(READY) ## the tests
	@$(BIN)/python -m pytest --numprocesses auto

check: lint script types layers docs-check duplicates ## all that is checked besides the tests

lint: $(READY) ## ruff: rules and format
	$(BIN)/ruff check
	$(BIN)/ruff format --check

NPM := out/npm
AXE_VERSION := 4.14.1
BIOME_VERSION := 2.6.8

script: ## biome: rules and format of the page's JavaScript and CSS
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory npm && $(NPM)/node_modules/.bin/biome ci; \
	elif [ -n "$$CI" ]; then echo "in CI the page's scripts must be checked, and there is no npm here" >&2; exit 1; \
	else echo "no npm here: the page's scripts are not checked"; fi

npm: $(NPM)/.ready-$(AXE_VERSION)-$(BIOME_VERSION) ## what checks the page and is never part of it: biome, axe-core

$(NPM)/.ready-$(AXE_VERSION)-$(BIOME_VERSION):
	@mkdir -p $(NPM)
	@npm install --silent --fetch-timeout 60000 --no-save --no-audit --no-fund --prefix $(NPM) \
	  axe-core@$(AXE_VERSION) @biomejs/biome@$(BIOME_VERSION)
	@touch $@

format: $(READY) ## ruff puts it right
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

types: $(READY) ## mypy --strict over src and tests
	$(BIN)/mypy

layers: $(READY) ## import-linter: arrows point downwards
	$(BIN)/lint-imports --no-logo

COG := TERM=dumb COLUMNS=80 $(BIN)/python -m cogapp -I docs
COGGED = $(shell grep -ls "\[\[\[cog" README.md docs/*.md)

docs-check: $(READY) ## what the docs show is what the commands print
	$(COG) --check --diff $(COGGED)

docs: $(READY) ## write anew what the docs show
	$(COG) -r $(COGGED)

picture: $(READY) ## docs/page.png anew; needs chromium
	@$(BIN)/python -m docs.picture

duplicates: $(READY) ## no eight lines alike in two places
	$(BIN)/pylint --persistent=n --disable=all --enable=duplicate-code --min-similarity-lines=8 \
	  --recursive=y src tests bench

bench: $(BENCH_READY) ## measure: results in docs/performance.md
	$(BIN)/python -m bench

eval: $(READY) ## how well the rules read: the figures of docs/extraction.md
	$(BIN)/python -m bench.eval

fuzz: $(READY) ## read broken files; MINUTES=5
	$(BIN)/python -m bench.fuzz_reader --minutes $(or $(MINUTES),5)

pins: ## constraints.txt anew, from the newest that pyproject.toml allows
	@rm -rf $(VENV)-pins
	@$(PYTHON) -m venv $(VENV)-pins
	@$(VENV)-pins/bin/python -m pip --quiet install --upgrade pip
	@$(VENV)-pins/bin/python -m pip --quiet install --editable ".[extract,page,graph,cypher,neo4j]" --group dev --group bench
	@sed '/^#/!d' constraints.txt > constraints.new
	@$(VENV)-pins/bin/python -m pip freeze --all --exclude-editable | grep -v '^setuptools==' >> constraints.new
	@mv constraints.new constraints.txt
	@rm -rf $(VENV)-pins

clean: ## everything that make made
	rm -rf $(VENV) $(VENV)-pins relgraph-demo build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find src tests bench -name __pycache__ -prune -exec rm -rf {} +
