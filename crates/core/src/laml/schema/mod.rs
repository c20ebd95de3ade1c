//! The checker: what is wrong with a document, and what to do about it.
//!
//! One file a family of rules. `walk.rs` goes through the tree and asks each of them.

mod attributes;
mod beside;
mod document;
mod durations;
mod effects;
mod finding;
mod flow;
mod foreign;
mod lists;
mod names;
mod nearest;
mod numbers;
mod options;
mod placeholder;
mod rule;
mod table;
mod text;
mod urls;
mod values;
mod walk;

pub use document::check_document;
pub use finding::Finding;
pub use options::{CheckOptions, Service, Usage};
pub use rule::{Rule, Severity};
