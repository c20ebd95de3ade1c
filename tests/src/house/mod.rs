//! Rules that the workspace keeps: who imports whom, what is public, how long a file is.
//!
//! The rules are functions over data that return what breaks them, one line each. The data comes from
//! `cargo metadata` and from the source files.

mod crates;
mod imports;
mod length;
mod public_api;
mod shortcuts;
mod sources;
mod unsafe_code;

pub use crates::{Crate, Dependency, crates_of, metadata};
pub use imports::{RULES, Rule, import_breaches, stray_crates};
pub use length::length_breaches;
pub use public_api::public_api_breaches;
pub use shortcuts::shortcut_breaches;
pub use sources::{Source, manifests, sources, workspace_root};
pub use unsafe_code::{unsafe_blocks, unsafe_breaches, unsafe_places};
