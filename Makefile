# The few words a contributor types. `make help` lists them.

.DEFAULT_GOAL := help
.PHONY: help demo test test-rust test-python test-node test-c lint lint-rust lint-python lint-node lint-c generate doc \
	bench bench-rust bench-python bench-node bench-c package package-python package-node package-c clean \
	check-rust check-python check-node check-c

CARGO ?= cargo
PYTHON ?= python3

# What the Python package and the C library are built and tested with lives in the tree.
VENV := $(CURDIR)/.venv
WHEELS := $(CURDIR)/target/wheels

# So does what the Node package is built with.
NODE := $(CURDIR)/bindings/node
NPM := npm --silent --no-audit --no-fund

help: ## List these words
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 14

demo: check-rust ## Place a call on the embedded simulator and watch it
	$(CARGO) run --example outbound_call

test: test-rust test-python test-node test-c ## Run every test

test-rust: check-rust ## Run the tests in Rust
	$(CARGO) test --locked --no-fail-fast

test-python: $(VENV)/installed ## Run the tests in Python, through the wheel
	$(CARGO) build --quiet --locked --package mycpaas-simulator --package mycpaas-tests --bins
	cd bindings/py && $(VENV)/bin/python -m pytest

test-node: $(NODE)/built ## Run the tests in Node, through the packed package
	$(CARGO) build --quiet --locked --package mycpaas-simulator --package mycpaas-tests --bins
	cd $(NODE) && node scripts/pack.mjs && node scripts/test.mjs

test-c: $(VENV)/c-ready | check-c ## Run the tests in C and C++, with an installed library
	$(CARGO) build --quiet --locked --package mycpaas-simulator --package mycpaas-tests --bins
	cd bindings/c && $(VENV)/bin/python -m pytest

lint: lint-rust lint-python lint-node lint-c ## Check formatting, lints, types, documentation and what is generated

lint-rust: check-rust ## Check what is written in Rust, and what is generated
	$(CARGO) run --quiet --locked --package mycpaas-codegen -- --check
	$(CARGO) fmt --all --check
	$(CARGO) clippy --workspace --all-targets --all-features --locked -- -D warnings
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --workspace --no-deps --locked --quiet

lint-python: $(VENV)/ready ## Check what is written in Python
	$(VENV)/bin/ruff format --check bindings/py examples/py tests/py
	$(VENV)/bin/ruff check bindings/py examples/py tests/py
	cd bindings/py && $(VENV)/bin/mypy

lint-node: $(NODE)/built ## Check what is written for Node
	cd $(NODE) && node_modules/.bin/biome check --error-on-warnings . ../../examples/node
	cd $(NODE) && node_modules/.bin/tsc --noEmit

lint-c: $(VENV)/c-ready ## Check what is written in C and C++, and its tests
	find bindings/c examples/c -name '*.[ch]' -o -name '*.[ch]pp' | xargs $(VENV)/bin/clang-format --dry-run -Werror
	$(VENV)/bin/ruff format --check bindings/c
	$(VENV)/bin/ruff check bindings/c
	cd bindings/c && $(VENV)/bin/mypy

generate: check-rust ## Write what follows from crates/codegen/spec
	$(CARGO) run --quiet --locked --package mycpaas-codegen

doc: check-rust ## Build the documentation of the crates into target/doc
	$(CARGO) doc --workspace --no-deps

bench: bench-rust bench-python bench-node bench-c ## Measure everything beside its peers

bench-rust: check-rust ## Measure the Rust client
	$(CARGO) bench --package mycpaas

bench-python: $(VENV)/installed ## Measure the Python package
	$(VENV)/bin/pip install --quiet --group bindings/py/pyproject.toml:bench
	for bench in imports create laml webhooks; do $(VENV)/bin/python bindings/py/benches/$$bench.py || exit 1; done

bench-node: $(NODE)/built ## Measure the Node package
	cd $(NODE)/bench && $(NPM) ci
	for bench in imports create laml webhooks; do node $(NODE)/bench/$$bench.mjs || exit 1; done

bench-c: $(VENV)/made | check-c ## Measure the C library
	@pkg-config --exists libcurl libcjson || { \
	  echo "The peers are missing. Debian and Ubuntu: sudo apt-get install libcurl4-openssl-dev libcjson-dev" >&2; exit 1; }
	$(MAKE) -C bindings/c install PREFIX=$(CURDIR)/target/c/bench
	for bench in create webhooks; do $(VENV)/bin/python bindings/c/bench/$$bench.py --prefix target/c/bench || exit 1; done

package: package-python package-node package-c ## Build the packages of all languages

# On Linux, for every distribution since 2014.
OLD_LINUX := $(if $(filter Linux,$(shell uname)),--zig --compatibility manylinux2014)

package-python: $(VENV)/ready | check-rust ## Build the wheel and the source distribution of the Python package into target/wheels
	$(PACKAGERS)
	cd bindings/py && $(VENV)/bin/maturin sdist --out $(WHEELS)
	cd bindings/py && PATH="$(VENV)/bin:$$PATH" maturin build --release --locked --quiet $(OLD_LINUX) --out $(WHEELS)

package-node: $(NODE)/built $(VENV)/ready ## Build the Node packages into target/npm
	$(OLD_NATIVE)
	cd $(NODE) && node scripts/pack.mjs

package-c: $(VENV)/made | check-rust ## Build an archive of the C library into target/c
	$(if $(OLD_GLIBC),$(PACKAGERS))
	PATH="$(VENV)/bin:$$PATH" $(MAKE) -C bindings/c package $(OLD_GLIBC)

PACKAGERS = $(VENV)/bin/pip install --quiet --group bindings/py/pyproject.toml:package

# On Linux, for every distribution since 2014, as that of Python.
HOST = $(shell rustc -vV | sed -n 's/^host: //p')
OLD_GLIBC = $(if $(filter Linux,$(shell uname)),CARGO_RUSTC='cargo-zigbuild rustc' TARGET=$(HOST) GLIBC=2.17)

# On Linux, for every one that Node 20 runs on.
OLD_NATIVE = $(if $(filter Linux,$(shell uname)), \
  $(PACKAGERS) && \
  PATH="$(VENV)/bin:$$PATH" CARGO_PROFILE_RELEASE_STRIP=symbols \
    $(CARGO) zigbuild --quiet --release --locked --package mycpaas-node --target $(HOST).2.28 && \
  cp target/$(HOST)/release/libmycpaas_node.so $(NODE)/native/mycpaas.*.node)

clean: ## Remove everything that was built
	$(CARGO) clean
	rm -rf $(VENV) $(addprefix $(NODE)/,node_modules native dist npm bench/node_modules)

$(VENV)/made: | check-python
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/pip install --quiet --upgrade pip
	touch $@

# The tools, as bindings/py/pyproject.toml lists them.
$(VENV)/ready: bindings/py/pyproject.toml $(VENV)/made
	$(VENV)/bin/pip install --quiet --group bindings/py/pyproject.toml:dev
	touch $@

# Those for C, as bindings/c/pyproject.toml lists them.
$(VENV)/c-ready: bindings/c/pyproject.toml $(VENV)/made
	$(VENV)/bin/pip install --quiet --group bindings/c/pyproject.toml:dev
	touch $@

# Cargo and pip know best whether there is something to do, so this is done every time.
.PHONY: $(VENV)/installed
$(VENV)/installed: $(VENV)/ready | check-rust
	rm -rf $(WHEELS)/test
	cd bindings/py && $(VENV)/bin/maturin build --release --locked --quiet --out $(WHEELS)/test
	$(VENV)/bin/pip install --quiet --force-reinstall --no-deps $(WHEELS)/test/*.whl

# The tools, as bindings/node/package.json lists them.
$(NODE)/node_modules/ready: $(NODE)/package.json $(NODE)/package-lock.json | check-node
	cd $(NODE) && $(NPM) ci
	touch $@

.PHONY: $(NODE)/built
$(NODE)/built: $(NODE)/node_modules/ready | check-rust
	cd $(NODE) && node_modules/.bin/napi build --package mycpaas-node --platform --release \
	  --output-dir native --js binding.js --dts binding.d.ts -- --quiet --locked
	cd $(NODE) && node scripts/build.mjs

check-rust:
	@command -v $(CARGO) >/dev/null || { \
	  echo "cargo is missing. Install Rust: https://rustup.rs, then run this again." >&2; exit 1; }
	@command -v cc >/dev/null || { \
	  echo "A C compiler is missing. Debian and Ubuntu: sudo apt-get install build-essential" >&2; exit 1; }

check-python:
	@$(PYTHON) -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 9))' 2>/dev/null || { \
	  echo "Python 3.9 or newer with venv is missing. Debian and Ubuntu: sudo apt-get install python3-venv" >&2; \
	  exit 1; }

check-node:
	@node -e 'process.exit(Number(parseInt(process.versions.node) < 20))' 2>/dev/null && command -v npm >/dev/null || { \
	  echo "Node 20 or newer with npm is missing. Debian and Ubuntu: sudo apt-get install nodejs npm, or see https://nodejs.org" >&2; \
	  exit 1; }

# What is missing, and the package of Debian and Ubuntu that has it.
check-c: check-rust
	@missing=; for tool in c++:g++ pkg-config:pkg-config valgrind:valgrind; do \
	  command -v "$${tool%:*}" >/dev/null || { missing="$$missing $${tool#*:}"; echo "$${tool%:*} is missing." >&2; }; \
	done; test -z "$$missing" || { echo "Debian and Ubuntu: sudo apt-get install$$missing" >&2; exit 1; }
