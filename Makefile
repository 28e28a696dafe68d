# Two commands need nothing but python3 (3.11 or newer), make and git: `make run` and `make test`.
# `make help` lists every target. Name another Python with `make PYTHON=python3.12 ...`.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
# The environment is made anew when the locked requirements change, the program's entry in it when its
# metadata does. Contents are compared, not times: a fresh checkout does not rebuild anything.
LOCKED  := $(shell cat requirements-dev.txt | cksum | cut -d' ' -f1)
ENTRIES := $(shell cat pyproject.toml | cksum | cut -d' ' -f1)
PACKAGES_READY := $(VENV)/packages-$(LOCKED)
READY          := $(VENV)/ready-$(LOCKED)-$(ENTRIES)
UV             := uv==0.13.9
# What `make storm` is told: --long for the night, --seed N for one storm of processes again.
STORM          ?=
# What `make bench` is told: --short for smaller stores and fewer pairs, --only NAME for a part.
BENCH          ?=
# What `make torture` is told: --long for a night's run; --states, --kills, --snapshots, --seed N for another.
TORTURE        ?=
# What `make fuzz` is told: --long for coverage-guided runs; --seconds N, --target NAME.
FUZZ           ?=
# Everything but `make run` works without a display.
OFFSCREEN := QT_QPA_PLATFORM=offscreen
# Tests wait for the disk thousands of times. In memory that costs nothing; what proves durability (`make torture`)
# stays on the disk.
ROOM    := $(shell df --output=avail /dev/shm 2>/dev/null | tail -1)
QUICKLY := $(OFFSCREEN) $(shell test -w /dev/shm && test "$(ROOM)" -gt 2000000 && echo PYTEST_DEBUG_TEMPROOT=/dev/shm)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test contract slow day check format screens storm docs linguist coverage bench torture fuzz leaks package lock \
        setup clean preflight preflight-window

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: preflight-window $(READY) ## start the program with a demo home under build/ and its own back office
	@$(BIN)/python -m mobile_office.demo

# Not `--dist loadfile`: it waits for ever when a test takes its whole process down.
test: preflight $(READY) ## every quick test: units, contracts, sweeps, journeys
	@$(QUICKLY) $(BIN)/python -m pytest -n 2 --dist worksteal

# `make contract URL=http://host:8470 CODES=codes.toml` asks any other office, which may be written by anybody.
# The file is what `mobile-office-backoffice contract-codes` prints; its codes work once, within 15 minutes.
contract: preflight $(READY) ## what any back office promises: asked of ours, or of the one at URL=... with CODES=...
	@$(OFFSCREEN) $(BIN)/python -m pytest tests/contracts/test_backoffice.py tests/contracts/test_library.py \
	  tests/contracts/test_pool.py \
	  -m "slow or not slow" $(if $(URL),--office=$(URL) --codes=$(CODES))

slow: preflight $(READY) ## the tests that take minutes: the day once more as a test, a million random strings
	@$(QUICKLY) $(BIN)/python -m pytest -n 2 --dist worksteal -m slow

day: preflight $(READY) ## the scripted day through the real window, store and server; pictures in build/day/
	@$(OFFSCREEN) $(BIN)/python -m mobile_office.demo.day --out build/day

check: $(READY) ## form, lint, types and floors; changes nothing
	@$(BIN)/ruff format --check
	@$(BIN)/ruff check
	@$(BIN)/mypy
	@MYPYPATH=packaging $(BIN)/mypy --strict packaging/*.py
	@$(BIN)/lint-imports --cache-dir build/import-linter
	@$(BIN)/python packaging/linguist.py check

format: $(READY) ## put every file into form
	@$(BIN)/ruff format
	@$(BIN)/ruff check --fix

screens: preflight $(READY) ## draw every screen at two sizes into build/screens/
	@$(OFFSCREEN) $(BIN)/python -m tests.screens

storm: preflight $(READY) ## clients and servers killed on a road of faults; build/storm.json (STORM=--long)
	@$(OFFSCREEN) $(BIN)/python -m tests.storm $(STORM)

docs: $(READY) ## draw docs/workflow.md and the forgeries of docs/proof.md from code and tests
	@$(BIN)/python -m tests.sweeps.workflow_document
	@$(BIN)/python -m tests.forgeries.document

linguist: $(READY) ## the sentences as files for Qt Linguist, in build/linguist/ (docs/translating.md)
	@$(BIN)/python packaging/linguist.py write

coverage: preflight $(READY) ## the quick tests again, with the lines they never reach
	@mkdir -p build
	@$(OFFSCREEN) $(BIN)/coverage run -m pytest
	@$(BIN)/coverage report

bench: preflight $(READY) ## measure against the bare things below the program, into build/bench.json
	@$(OFFSCREEN) $(BIN)/python -m tests.bench $(BENCH)

torture: preflight $(READY) ## power cuts by sectors, kill -9, snapshots of an ext4 (root), on the real program
	@$(OFFSCREEN) $(BIN)/python -m tests.torture $(TORTURE)

fuzz: preflight $(READY) ## every parser at the edge given what it has not asked for; findings in build/fuzz/
	@$(OFFSCREEN) $(BIN)/python -m tests.fuzz $(FUZZ)

leaks: preflight $(READY) ## a canary citizen through every use case under strace; figures in build/leaks.json
	@$(OFFSCREEN) $(BIN)/python -m tests.leaks

package: preflight $(READY) ## the bundle to ship, proved by the scripted day; figures in build/package.json
	@$(OFFSCREEN) $(BIN)/python packaging/package.py

lock: build/uv/bin/uv ## resolve requirements*.in again and write requirements*.txt, with hashes
	@for name in requirements requirements-dev; do \
	  $< pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	    --no-header --no-annotate $$name.in -o build/$$name.txt && \
	  { echo "# Made from $$name.in by \`make lock\`; never edited by hand."; cat build/$$name.txt; } > $$name.txt; \
	done

setup: $(READY) ## only make the environment in .venv/

clean: ## remove what was made: build/ and .venv/
	@rm -rf build $(VENV) mobile_office.egg-info

preflight:
	@$(PYTHON) packaging/preflight.py

preflight-window:
	@$(PYTHON) packaging/preflight.py --window

$(PACKAGES_READY):
	@$(PYTHON) packaging/preflight.py
	@echo "Making the environment in $(VENV)/ (about a minute, once) ..."
	@$(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

$(READY): $(PACKAGES_READY)
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@rm -f $(VENV)/ready-*
	@touch $@

build/uv/bin/uv:
	@$(PYTHON) -m venv build/uv
	@build/uv/bin/python -m pip install -qq --disable-pip-version-check $(UV)
