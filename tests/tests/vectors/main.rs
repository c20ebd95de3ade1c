//! The vectors that every language runs, through the public crate. `tests/vectors/README.md` describes them.
#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod calls;
mod case;
mod files;
mod generated;
mod laml;
mod operations;
mod settings;
mod signatures;
mod tracker;
mod trees;
mod values;
mod webhooks;
