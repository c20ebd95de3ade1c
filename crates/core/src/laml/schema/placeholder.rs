//! Placeholders such as `{{From}}`, which services fill in before they run a document.

use super::finding::Finding;
use super::rule::Rule;

/// What a value holds of placeholders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Placeholders {
    None,
    /// At least one, and it is closed.
    Filled,
    /// One is opened and not closed.
    Unclosed,
}

/// Looks for placeholders in a value.
pub(super) fn look(value: &str) -> Placeholders {
    let mut seen = Placeholders::None;
    let mut rest = value;
    while let Some((_, inside)) = rest.split_once("{{") {
        let Some((_, after)) = inside.split_once("}}") else {
            return Placeholders::Unclosed;
        };
        seen = Placeholders::Filled;
        rest = after;
    }
    seen
}

/// Says that a placeholder is not closed.
pub(super) fn unclosed(value: &str) -> Finding {
    let finding = Finding::new(Rule::UnclosedPlaceholder, "a placeholder is opened with `{{` and not closed");
    finding.found(value).hint("close it with `}}`")
}
