# `make example` sets up and checks the shipped plans, `make test` runs the suite; the rest is for development.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RULES := docs/rules

.PHONY: example test dev docs docs-check plan-check wheel-check hook-check lock clean

example: $(VENV)/.installed
	@$(BIN)/planlint check --root examples/small
	@$(BIN)/planlint check --root examples/teams
	@$(BIN)/planlint check --root examples/broken --exit-zero

test: $(VENV)/.tested
	$(BIN)/python -m pytest -n 2

dev: $(VENV)/.dev

docs: $(VENV)/.installed
	$(BIN)/python docs/generate.py write

docs-check: $(VENV)/.installed
	$(BIN)/python docs/generate.py check

# Overdue dates only warn here; the check fails on errors alone.
plan-check: $(VENV)/.installed
	$(BIN)/planlint check --fail-on error

wheel-check: $(VENV)/.dev
	$(BIN)/python tests/support/wheel.py

# The newest releases that pyproject.toml takes and that are out for a week, with their hashes, for every system.
lock: $(VENV)/.dev
	$(BIN)/uv pip compile pyproject.toml --group build --universal --python-version 3.11 --generate-hashes --no-build \
	  --upgrade --exclude-newer "7 days" --custom-compile-command "make lock" --quiet --output-file action.lock

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	$(BIN)/pip install --quiet --disable-pip-version-check --editable .
	@$(BIN)/python -m compileall -q planlint
	@touch $@

$(VENV)/.tested: $(VENV)/.installed
	$(BIN)/pip install --quiet --disable-pip-version-check --group test
	@touch $@

$(VENV)/.dev: $(VENV)/.tested
	$(BIN)/pip install --quiet --disable-pip-version-check --group dev
	@touch $@

clean:
	rm -rf $(VENV) build dist

hook-check: $(VENV)/.tested
	$(BIN)/python tests/support/try_repo.py
	$(BIN)/python -m tests.support.clone_hooks
