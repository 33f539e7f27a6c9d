# qualcode: `make demo`, `make test`, `make test-more`, `make app`, `make check`. Everything goes into .venv.

# the first Python that answers and fits: a version manager's shim may be there and not work
PYTHON ?= $(shell for p in python3 python python3.13 python3.12 python3.11; do \
  $$p -c 'import sys; sys.exit(sys.version_info[:2] < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: demo app test test-more check types clean
.DEFAULT_GOAL := demo

.venv/.python:
	@test -n "$(PYTHON)" || { echo "qualcode needs Python 3.11 or newer, but none was found; install one, or name it: make PYTHON=/path/to/python3.12" >&2; exit 1; }
	$(PYTHON) -m venv .venv
	@touch $@

.venv/.installed: .venv/.python pyproject.toml constraints.txt
	$(PIP) install --constraint constraints.txt --editable .
	@touch $@

.venv/.dev: .venv/.python pyproject.toml constraints.txt
	$(PIP) install --constraint constraints.txt --editable '.[dev]'
	@touch $@ .venv/.installed

demo: .venv/.installed
	$(BIN)/qualcode demo --out demo

app: demo/project.qualcode
	$(BIN)/qualcode app --project demo

demo/project.qualcode: | .venv/.installed
	$(BIN)/qualcode demo --out demo

test: .venv/.dev
	$(BIN)/python -m pytest -n auto --dist worksteal

test-more: .venv/.dev
	QUALCODE_MORE=1 $(BIN)/python -m pytest -n auto --dist worksteal -m more

# the browser's modules, where Node and npm are there: nobody needs them to run the app
TYPESCRIPT := 5.9.3
TSC := .venv/node/node_modules/.bin/tsc

types: .venv/.python
	@if ! command -v node >/dev/null || ! command -v npm >/dev/null; then \
	  echo "The types of the browser's modules are not checked: that takes Node and npm."; \
	else \
	  { $(TSC) --version 2>/dev/null | grep -qF " $(TYPESCRIPT)" || \
	    npm install --loglevel=error --no-audit --no-fund --prefix .venv/node typescript@$(TYPESCRIPT); } && \
	  $(TSC) --project tests/js/tsconfig.json && $(TSC) --project tests/js/tsconfig.strict.json; \
	fi

check: .venv/.dev types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest tests/test_architecture.py tests/test_public_api.py tests/test_locale.py

clean:
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
