# The few words a contributor types. `make help` lists them.

.DEFAULT_GOAL := help
.PHONY: help demo test lint generate doc bench clean check-system

CARGO ?= cargo

help: ## List these words
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 10

demo: check-system ## Place a call on the embedded simulator and watch it
	$(CARGO) run --example outbound_call

test: check-system ## Run every test
	$(CARGO) test --workspace --locked --no-fail-fast

lint: check-system ## Check formatting, lints, documentation and what is generated
	$(CARGO) run --quiet --locked --package mycpaas-codegen -- --check
	$(CARGO) fmt --all --check
	$(CARGO) clippy --workspace --all-targets --all-features --locked -- -D warnings
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --workspace --no-deps --locked --quiet

generate: check-system ## Write what follows from crates/codegen/spec
	$(CARGO) run --quiet --locked --package mycpaas-codegen

doc: check-system ## Build the documentation into target/doc
	$(CARGO) doc --workspace --no-deps

bench: check-system ## Measure the client beside its peers
	$(CARGO) bench --package mycpaas

clean: ## Remove everything that was built
	$(CARGO) clean

check-system:
	@command -v $(CARGO) >/dev/null || { \
	  echo "cargo is missing. Install Rust: https://rustup.rs, then run this again." >&2; exit 1; }
	@command -v cc >/dev/null || { \
	  echo "A C compiler is missing. Debian and Ubuntu: sudo apt-get install build-essential" >&2; exit 1; }
