# The few words a contributor types. `make help` lists them.

.DEFAULT_GOAL := help
.PHONY: help demo test test-rust test-python lint lint-rust lint-python generate doc bench bench-rust bench-python \
	package clean check-rust check-python

CARGO ?= cargo
PYTHON ?= python3

# What the Python package is built and tested with lives in the tree.
VENV := $(CURDIR)/.venv
WHEELS := $(CURDIR)/target/wheels

help: ## List these words
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 14

demo: check-rust ## Place a call on the embedded simulator and watch it
	$(CARGO) run --example outbound_call

test: test-rust test-python ## Run every test

test-rust: check-rust ## Run the tests in Rust
	$(CARGO) test --locked --no-fail-fast

test-python: $(VENV)/installed ## Run the tests in Python, through the wheel
	$(CARGO) build --quiet --locked --package mycpaas-simulator --package mycpaas-tests --bins
	cd bindings/py && $(VENV)/bin/python -m pytest

lint: lint-rust lint-python ## Check formatting, lints, types, documentation and what is generated

lint-rust: check-rust ## Check what is written in Rust, and what is generated
	$(CARGO) run --quiet --locked --package mycpaas-codegen -- --check
	$(CARGO) fmt --all --check
	$(CARGO) clippy --workspace --all-targets --all-features --locked -- -D warnings
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --workspace --no-deps --locked --quiet

lint-python: $(VENV)/ready ## Check what is written in Python
	$(VENV)/bin/ruff format --check bindings/py examples/py
	$(VENV)/bin/ruff check bindings/py examples/py
	cd bindings/py && $(VENV)/bin/mypy

generate: check-rust ## Write what follows from crates/codegen/spec
	$(CARGO) run --quiet --locked --package mycpaas-codegen

doc: check-rust ## Build the documentation of the crates into target/doc
	$(CARGO) doc --workspace --no-deps

bench: bench-rust bench-python ## Measure everything beside its peers

bench-rust: check-rust ## Measure the Rust client
	$(CARGO) bench --package mycpaas

bench-python: $(VENV)/installed ## Measure the Python package
	$(VENV)/bin/pip install --quiet --group bindings/py/pyproject.toml:bench
	for bench in imports create laml; do $(VENV)/bin/python bindings/py/benches/$$bench.py || exit 1; done

# On Linux, for every distribution since 2014.
OLD_LINUX := $(if $(filter Linux,$(shell uname)),--zig --compatibility manylinux2014)

package: $(VENV)/ready | check-rust ## Build the wheel and the source distribution of the Python package into target/wheels
	$(VENV)/bin/pip install --quiet --group bindings/py/pyproject.toml:package
	cd bindings/py && $(VENV)/bin/maturin sdist --out $(WHEELS)
	cd bindings/py && PATH="$(VENV)/bin:$$PATH" maturin build --release --locked --quiet $(OLD_LINUX) --out $(WHEELS)

clean: ## Remove everything that was built
	$(CARGO) clean
	rm -rf $(VENV)

# The tools, as bindings/py/pyproject.toml lists them.
$(VENV)/ready: bindings/py/pyproject.toml | check-python
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/pip install --quiet --upgrade pip
	$(VENV)/bin/pip install --quiet --group bindings/py/pyproject.toml:dev
	touch $@

# Cargo and pip know best whether there is something to do, so this is done every time.
.PHONY: $(VENV)/installed
$(VENV)/installed: $(VENV)/ready | check-rust
	rm -rf $(WHEELS)/test
	cd bindings/py && $(VENV)/bin/maturin build --release --locked --quiet --out $(WHEELS)/test
	$(VENV)/bin/pip install --quiet --force-reinstall --no-deps $(WHEELS)/test/*.whl

check-rust:
	@command -v $(CARGO) >/dev/null || { \
	  echo "cargo is missing. Install Rust: https://rustup.rs, then run this again." >&2; exit 1; }
	@command -v cc >/dev/null || { \
	  echo "A C compiler is missing. Debian and Ubuntu: sudo apt-get install build-essential" >&2; exit 1; }

check-python:
	@$(PYTHON) -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 9))' 2>/dev/null || { \
	  echo "Python 3.9 or newer with venv is missing. Debian and Ubuntu: sudo apt-get install python3-venv" >&2; \
	  exit 1; }
