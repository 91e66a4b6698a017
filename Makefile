# make run    everything from a fresh clone to the map in the browser
# make test   every check and every test
SHELL := /bin/bash
.ONESHELL:
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
PORT ?= 8000
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
SETUP := $(VENV)/.installed
NPM := web/node_modules/.installed
PAGE := web/dateline_web/static/index.html

.PHONY: help
help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

.PHONY: run
run: setup web  ## install, build, read the example reports and serve the map on http://127.0.0.1:8000 (PORT= changes it)
	$(BIN)/dateline gazetteer build --if-needed
	$(BIN)/dateline ingest --examples
	$(BIN)/dateline serve --port $(PORT)

.PHONY: setup
setup: $(SETUP)  ## the virtual environment with Dateline and its development tools

$(SETUP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit("Dateline needs Python 3.11 or later; found " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	[ -x $(BIN)/python ] || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "pip>=25.1"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --group dev --editable .
	touch $@

.PHONY: web
web: $(PAGE)  ## the web page, built from web/

$(NPM): web/package.json web/package-lock.json
	@command -v npm >/dev/null || { echo "Dateline's web page is built with Node 20 or later, which was not found" >&2; exit 1; }
	cd web && npm ci --no-audit --no-fund
	touch node_modules/.installed

$(PAGE): $(NPM) $(shell find web -type f -not -path '*/node_modules/*' -not -path '*/static/*' -not -path '*/test-results/*' -not -name '*.pyc' 2>/dev/null) $(shell find gazetteer/dateline_gazetteer/basemap -type f 2>/dev/null)
	cd web && npm run build
	touch dateline_web/static/index.html

.PHONY: lint
lint: setup  ## ruff, mypy and import-linter
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

.PHONY: test
test: setup web system  ## everything: lint, types, imports, Python tests, page tests in Node and in Chromium
	@said=$$(mktemp)
	# What needs no browser and no database runs beside the Python tests: two cores are there.
	( $(MAKE) --no-print-directory lint && cd web && npm run typecheck && npm run test && npm run size ) > "$$said" 2>&1 & beside=$$!
	$(BIN)/pytest && tested=0 || tested=$$?
	wait $$beside && checked=0 || checked=$$?
	cat "$$said"
	rm -f "$$said"
	[ $$tested -eq 0 ] && [ $$checked -eq 0 ] || exit 1
	cd web && npm run e2e

.PHONY: system
system:  ## what the tests need from the system: Chromium, GDAL and PostGIS (installed when root on Debian, asked for elsewhere)
	@missing=()
	command -v chromium >/dev/null || missing+=(chromium)
	command -v ogrinfo >/dev/null || missing+=(gdal-bin)
	compgen -G '/usr/share/postgresql/*/extension/postgis.control' >/dev/null || missing+=(postgresql postgresql-postgis)
	[ $${#missing[@]} -eq 0 ] && exit 0
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
		apt-get update -qq
		DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$${missing[@]}" fonts-noto-core >/dev/null
	else
		echo "the tests need $${missing[*]}: install them with your system's package manager, then run make test again" >&2
		exit 1
	fi

.PHONY: snapshots
snapshots: setup web system  ## renew the stories' expected incidents and the screenshots of the documents; review the diff
	DATELINE_UPDATE_STORIES=1 $(BIN)/pytest -q tests/stories
	cd web && npm run snapshots

GAZETTEER = $$($(BIN)/python -c 'from dateline.settings import Settings; print(Settings().gazetteer_dir)')

.PHONY: train
train: setup  ## learn the weights of recognition anew: make train DATA="lgl.jsonl geowebnews.jsonl"
	@[ -n "$(DATA)" ] || { echo 'name the annotated corpora: make train DATA="a.jsonl b.xml"' >&2; exit 2; }
	$(BIN)/dateline gazetteer build --if-needed
	$(BIN)/python -m dateline.evaluation.train $(DATA) --gazetteer "$(GAZETTEER)"

.PHONY: train-kinds
train-kinds: setup  ## learn the weights of the kinds of events anew, from the corpus in the package
	$(BIN)/python -m dateline.extraction.train

.PHONY: evaluate
evaluate: setup  ## docs/evaluation.md anew, from our own unseen reports and any corpora: make evaluate DATA="lgl.xml trnews.xml"
	$(BIN)/dateline gazetteer build --if-needed
	$(BIN)/python -m dateline.evaluation.page tests/evaluation/unseen_world_news.jsonl tests/evaluation/unseen_languages.jsonl $(DATA) \
		--gazetteer "$(GAZETTEER)" --into docs/evaluation.md

.PHONY: bench
bench: setup  ## how fast the gazetteer, the store and the pipeline are, beside a reference in the same run
	$(BIN)/python -m tests.benchmarks.gazetteer
	$(BIN)/python -m tests.benchmarks.storage
	$(BIN)/python -m tests.benchmarks.pipeline
	$(BIN)/python -m tests.benchmarks.toponyms
	$(BIN)/python -m tests.benchmarks.intake
	$(BIN)/python -m tests.benchmarks.bulk
	$(BIN)/python -m tests.benchmarks.columns

.PHONY: bench-scale
bench-scale: setup  ## what compiling the whole of GeoNames takes in memory, on invented places: make bench-scale ROWS=12000000
	$(BIN)/python -m tests.benchmarks.gazetteer_scale $(or $(ROWS),1000000)

.PHONY: bench-api
bench-api: setup system  ## the API beside pygeoapi and tipg over the same incidents: make bench-api INCIDENTS=1000000
	$(BIN)/python -m tests.benchmarks.api --incidents $(or $(INCIDENTS),100000)

.PHONY: bench-web
bench-web: web system  ## how fast the page is: filters in Node, the map in Chromium with software WebGL
	node tests/web/bench/filters.mjs
	node tests/web/bench/page.mjs

.PHONY: test-qgis
test-qgis: setup  ## the API read with PyQGIS, without a screen (Debian: apt install python3-qgis)
	$(BIN)/python -m tests.clients.qgis_check

.PHONY: wheel
wheel: setup web  ## dist/*.whl and dist/*.tar.gz
	$(BIN)/python -m build --outdir dist

.PHONY: constraints
constraints: setup  ## renew constraints.txt from the newest releases that fit
	$(BIN)/python -m pip install --quiet --upgrade --upgrade-strategy eager --group dev --editable .
	$(BIN)/python -m pip freeze --exclude-editable > constraints.txt
