# Every target works on a fresh machine with make and Python >= 3.11 with venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: run test check bench lock clean

run: $(VENV)/.installed ## set up and start Paperboy
	@$(BIN)/python -m bot

test: $(VENV)/.installed-dev ## set up and run the tests (no network needed)
	@$(BIN)/python -m pytest

check: $(VENV)/.installed-dev ## lint, format, types, import contracts, tests
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m pytest

bench: $(VENV)/.installed-dev ## measure, side by side with the naive way
	@$(BIN)/python -m bench

lock: $(VENV)/.installed ## pin every dependency again, with hashes and no index address
	@$(PIP) install uv
	@printf 'setuptools>=80\n' | $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-annotate --no-header pyproject.toml - -o requirements.lock
	@printf 'setuptools>=80\n' | $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-annotate --no-header --group dev pyproject.toml - -o requirements-dev.lock

clean: ## remove the virtual environment (the store stays)
	rm -rf $(VENV)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Paperboy needs Python 3.11 or newer; name one with: make run PYTHON=/path/to/python3.11"; exit 1; }
	@echo "Setting up Paperboy in $(VENV) (once) ..."
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(BIN)/python requirements.lock pyproject.toml
	@$(PIP) install --no-deps --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@$(PIP) check
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.lock
	@$(PIP) install --no-deps --require-hashes -r requirements-dev.lock
	@$(PIP) check
	@touch $@
