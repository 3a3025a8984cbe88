# The two commands: `make run` and `make test`. Everything else serves them.
PORT ?= 8000
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# What makes lists of the pins; never needed to run, check or test the site.
TOOLS := var/tools/supply-chain
TOOL_PINS := uv==0.13.9 cyclonedx-bom==7.5.0 pip-audit==2.10.1 pip-licenses==5.5.5
LOCK = $(TOOLS)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-annotate --custom-compile-command "make lock" $(UPGRADE) pyproject.toml
MANAGE := $(BIN)/python manage.py
CATALOGUES := $(wildcard locale/*/LC_MESSAGES/django.po)
COMPILED := $(CATALOGUES:.po=.mo)
# The suite runs on all cores; `make test PARALLEL=` runs it in one process.
PARALLEL ?= --numprocesses=auto --maxprocesses=8 --dist=loadfile --no-loadscope-reorder
# Canonical addresses and the site map name the port that `make run` serves on.
run: export PUBLIC_BASE_URL ?= http://127.0.0.1:$(PORT)

.PHONY: run setup test test-all check check-sources check-types check-site catalogues seeded \
  messages format bench bench-details html-checker clean lock audit sbom licences

run: setup
	$(MANAGE) runserver --nostatic 127.0.0.1:$(PORT)

setup: $(VENV)/.installed catalogues
	@mkdir -p var
	$(MANAGE) setup

# Without what is slow or needs more than Python (a browser, servers that fail), and without tests
# of more than half a second of a processor.
test: seeded
	$(BIN)/pytest $(PARALLEL) -m "not slow and not long" $(PYTEST_ARGS)

# What `make test` leaves out, too.
test-all: seeded
	$(BIN)/pytest $(PARALLEL) $(PYTEST_ARGS)

# Each part on its own, so that `make --jobs check` runs them side by side.
check: check-sources check-types check-site

check-sources: $(VENV)/.installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	PYTHONPATH=.:site $(BIN)/lint-imports --no-cache
	$(BIN)/djlint templates --lint --quiet

check-types: $(VENV)/.installed-dev
	$(BIN)/mypy

check-site: $(VENV)/.installed-dev catalogues
	@mkdir -p var
	$(MANAGE) check_catalogues
	$(MANAGE) check --fail-level WARNING
	$(MANAGE) makemigrations --check --dry-run

catalogues: $(COMPILED)

# One run compiles all of them.
$(COMPILED) &: $(CATALOGUES) | $(VENV)/.installed
	$(MANAGE) compile_catalogues
	@touch $(COMPILED)

# The site that the suite copies; without this, its first test makes it.
seeded: $(VENV)/.installed-dev catalogues
	$(BIN)/python -m tests.artifact_cache

# Refreshes locale/*/LC_MESSAGES/django.po and the seed's catalogues from the sources (needs gettext).
messages: setup $(VENV)/.installed-dev
	$(MANAGE) refresh_catalogues
	$(MANAGE) refresh_seed_catalogues

format: $(VENV)/.installed-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Every row that the site is judged by against its target, in one run; ends with an error where one
# falls short. `make bench BENCH="serving admin"` measures these groups only, `make bench
# BENCH=--write` puts the table into docs/performance.md.
bench: setup $(VENV)/.installed-dev
	$(BIN)/python -m tests.bench $(BENCH)

# What things cost by themselves: pages while everything else is busy; then
# what printing costs on a section of 300 pages, searching at 10 to 10,000 pages, listing with
# 10,000 conferences, their site map, submitting 100 and 1,000 pages for translation, and telling
# the other languages of 1,000 changed pages; last, the exchange of views with 1,000 contributions.
bench-details: setup $(VENV)/.installed-dev
	$(BIN)/python -m tests.bench.busy
	$(BIN)/python -m tests.bench.printing
	$(BIN)/python -m tests.bench.searching
	$(BIN)/python -m tests.bench.archive
	$(BIN)/python -m tests.bench.sitemap
	$(BIN)/python -m tests.bench.submitting
	$(BIN)/python -m tests.bench.syncing
	$(BIN)/python -m tests.bench.memory
	$(BIN)/python -m tests.bench.workspace
	$(BIN)/python -m tests.bench.contributions

# The Nu HTML checker, for the tests that validate every page (needs npm and Java).
html-checker: var/tools/node_modules/vnu-jar

var/tools/node_modules/vnu-jar:
	@mkdir -p var/tools
	npm install --silent --no-audit --no-fund --prefix var/tools vnu-jar@26.9.27

# A reader of calendars in JavaScript, for the tests of calendars (needs npm).
calendar-reader: var/tools/node_modules/ical.js

var/tools/node_modules/ical.js:
	@mkdir -p var/tools
	npm install --silent --no-audit --no-fund --prefix var/tools ical.js@2.2.1

# The supply chain (docs/operations.md). `lock` resolves pyproject.toml into requirements*.txt, with
# hashes; `make lock UPGRADE=--upgrade` takes the newest that it allows.
lock: $(TOOLS)/.installed
	$(LOCK) --output-file requirements.txt
	$(LOCK) --extra extras --output-file requirements-extras.txt
	$(LOCK) --extra extras --extra dev --output-file requirements-dev.txt

# Known faults of what is pinned; asks a public service.
audit: $(TOOLS)/.installed
	$(TOOLS)/bin/pip-audit --requirement requirements-extras.txt --disable-pip --require-hashes

# The list of what an installation runs on, as CycloneDX JSON in var/sbom.json.
sbom: $(TOOLS)/.installed
	$(TOOLS)/bin/cyclonedx-py requirements requirements-extras.txt --pyproject pyproject.toml \
	  --output-reproducible --output-file var/sbom.json

# The licences of what an installation runs on, in docs/licences.md.
licences: $(TOOLS)/.installed
	$(PYTHON) -m venv --clear var/tools/installation
	var/tools/installation/bin/pip install --quiet --disable-pip-version-check -r requirements-extras.txt
	{ printf '# Licences of what an installation runs on\n\nMade by `make licences` from requirements-extras.txt.\n\n'; \
	  $(TOOLS)/bin/pip-licenses --python var/tools/installation/bin/python --format markdown --order name; \
	} > docs/licences.md

$(TOOLS)/.installed: Makefile
	test -d $(TOOLS) || $(PYTHON) -m venv $(TOOLS)
	$(TOOLS)/bin/pip install --quiet --disable-pip-version-check $(TOOL_PINS)
	touch $@

clean:
	rm -rf var .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(VENV)/.installed: requirements.txt
	test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-extras.txt requirements-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@
