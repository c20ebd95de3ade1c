//! One thing that the checker found.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::rule::{Rule, Severity};

/// How many characters of a value a finding repeats.
const EXCERPT: usize = 80;

/// One thing that is wrong, or questionable, in a document.
///
/// [`Display`](fmt::Display) writes one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Finding {
    /// The rule that is broken.
    pub rule: Rule,
    /// How much it matters.
    pub severity: Severity,
    /// Where: `/Response/Gather[2]/@numDigits`, or with `/text()` at its end. Empty for the document as a whole.
    pub path: String,
    /// The line, counted from 1, where the document was parsed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// The column in characters, counted from 1, where the document was parsed. For an attribute or text, that
    /// of its element.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
    /// What is wrong, in a clause.
    pub message: String,
    /// What was found there, cut when it is long.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found: Option<String>,
    /// What is allowed instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allowed: Option<String>,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
}

impl Finding {
    pub(super) fn new(rule: Rule, message: impl Into<String>) -> Self {
        Self {
            rule,
            severity: rule.severity(),
            path: String::new(),
            line: None,
            column: None,
            message: message.into(),
            found: None,
            allowed: None,
            hint: None,
        }
    }

    pub(super) fn found(mut self, found: &str) -> Self {
        self.found = Some(excerpt(found));
        self
    }

    pub(super) fn allowed(mut self, allowed: impl Into<String>) -> Self {
        self.allowed = Some(allowed.into());
        self
    }

    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Asks whether another name or value was meant, if there is one.
    pub(super) fn meant(self, name: Option<&str>) -> Self {
        match name {
            Some(name) => self.hint(format!("did you mean `{name}`?")),
            None => self,
        }
    }
}

/// Writes the severity, the rule, the place, what is wrong, and the hint or else what is allowed.
impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.severity, self.rule)?;
        if !self.path.is_empty() {
            write!(formatter, " at {}", self.path)?;
        }
        if let (Some(line), Some(column)) = (self.line, self.column) {
            write!(formatter, " (line {line}, column {column})")?;
        }
        write!(formatter, ": {}", self.message)?;
        match (&self.hint, &self.allowed) {
            (Some(hint), _) => write!(formatter, "; {hint}"),
            (None, Some(allowed)) => write!(formatter, "; allowed: {allowed}"),
            (None, None) => Ok(()),
        }
    }
}

/// Cuts a text that is long, and writes what would break the line as an escape.
pub(super) fn excerpt(text: &str) -> String {
    let mut characters = text.chars();
    let mut short: String = characters.by_ref().take(EXCERPT).flat_map(visible).collect();
    if characters.next().is_some() {
        short.push('…');
    }
    short
}

fn visible(character: char) -> impl Iterator<Item = char> {
    let escaped = character.is_control().then(|| character.escape_default());
    let plain = if character.is_control() { None } else { Some(character) };
    escaped.into_iter().flatten().chain(plain)
}

/// Lists words: `` `a`, `b` ``.
pub(super) fn words<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let quoted: Vec<String> = words.into_iter().map(|word| format!("`{word}`")).collect();
    quoted.join(", ")
}
