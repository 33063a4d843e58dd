# The two commands a newcomer needs are `make run` and `make test`; `make help` lists the rest.
PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
MUTATION := $(VENV)/mutation/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
# Sources are compiled once, not by each worker and each of the processes that tests start.
unexport PYTHONDONTWRITEBYTECODE
COMPILE = $(BIN)/python -m compileall -q -j 0 src tests
# pytest compiles tests its own way: in two halves beside each other once, not all of them by each worker.
# A test that cannot be read is told by the run itself.
READ = $(BIN)/python -m pytest -qq -n 0 -p no:cacheprovider --collect-only > /dev/null 2>&1
LARGE = tests/cli/ tests/pilot/ tests/services/ tests/sync/
SMALL = $(filter-out $(LARGE) tests/__pycache__/,$(wildcard tests/*/))

.DEFAULT_GOAL := help
.PHONY: help run test torture mutation bench check format lock clean

help:  ## Show the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/run.stamp: requirements/centre.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) install --quiet --require-hashes --requirement requirements/centre.txt
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp requirements/dev.txt
	$(PIP) install --quiet --require-hashes --requirement requirements/dev.txt
	@touch $@

run: $(VENV)/run.stamp  ## Set up if needed, then open the demo station
	@$(BIN)/counter-tui demo

test: $(VENV)/dev.stamp  ## Set up if needed, then run the whole test suite
	@$(COMPILE)
	@$(READ) $(LARGE) & $(READ) $(SMALL); wait
	$(BIN)/python -m pytest

torture: $(VENV)/dev.stamp  ## The long forms: kills, power cuts, tampering, many processes, a browser (needs strace and a Chromium)
	$(BIN)/python -m pytest torture
	COUNTER_TORTURE_KEYS=1000 COUNTER_TORTURE_FRAMES=1 $(BIN)/python -m pytest tests/pilot
	$(BIN)/python -m pytest tests/rules tests/unit -p torture.profiles --hypothesis-profile=wide
	$(MAKE) mutation SAMPLE=100

# mutmut brings libraries that neither the program nor its tests use: it lives beside them.
$(VENV)/mutation.stamp: requirements/mutation.txt pyproject.toml
	@test -x $(MUTATION)/python || $(PYTHON) -m venv $(VENV)/mutation
	$(MUTATION)/python -m pip --disable-pip-version-check install --quiet --require-hashes --requirement requirements/mutation.txt
	$(MUTATION)/python -m pip --disable-pip-version-check install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

SAMPLE ?= 0
mutation: $(VENV)/mutation.stamp  ## How many mutants of the rules the tests notice (SAMPLE=100 tries so many of each package)
	$(MUTATION)/python torture/mutation.py --sample $(SAMPLE) $(PACKAGES)

bench: $(VENV)/dev.stamp  ## Measure what the counter promises beside its floors, into docs/benchmarks.md (Linux)
	$(BIN)/python bench

check: $(VENV)/dev.stamp  ## Format, lint, types, import contracts, spelling, translations, catalogue
	$(BIN)/ruff format --check src tests scripts torture bench
	$(BIN)/ruff check src tests scripts torture bench
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/codespell src tests torture bench docs README.md CHANGELOG.md Makefile
	$(BIN)/python scripts/translations.py check
	$(BIN)/python scripts/catalogue.py check

format: $(VENV)/dev.stamp  ## Put the source into the house's format
	$(BIN)/ruff format src tests scripts torture bench
	$(BIN)/ruff check --fix src tests scripts torture bench

lock: $(VENV)/dev.stamp  ## Lock the libraries anew, with hashes and without naming where they come from
	$(PIP) install --quiet uv
	cd requirements && ../$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-header --no-annotate --quiet --upgrade --group ../pyproject.toml:build ../pyproject.toml --output-file run.txt
	cd requirements && ../$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-header --no-annotate --quiet --extra centre --group ../pyproject.toml:build ../pyproject.toml \
	  --constraint run.txt --output-file centre.txt
	cd requirements && ../$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-header --no-annotate --quiet --extra centre --group ../pyproject.toml:dev --group ../pyproject.toml:build ../pyproject.toml \
	  --constraint centre.txt --output-file dev.txt
	cd requirements && ../$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-header --no-annotate --quiet --extra centre --group ../pyproject.toml:mutation --group ../pyproject.toml:dev \
	  --group ../pyproject.toml:build ../pyproject.toml --constraint dev.txt --output-file mutation.txt

clean:  ## Remove what set-up and tests made
	rm -rf $(VENV) mutants .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis build dist
