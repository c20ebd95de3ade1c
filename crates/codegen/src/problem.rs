//! Mistakes in a specification, told with file and line.

use std::fmt::{Display, Write};
use std::ops::Range;

/// A file of the specification, and what is wrong with it.
pub(crate) struct Problems<'a> {
    file: &'a str,
    text: &'a str,
    found: Vec<(usize, String)>,
}

impl<'a> Problems<'a> {
    pub(crate) fn new(file: &'a str, text: &'a str) -> Self {
        Self { file, text, found: Vec::new() }
    }

    pub(crate) fn add(&mut self, span: Range<usize>, message: impl Display) {
        self.found.push((self.line(span.start), message.to_string()));
    }

    /// Adds a problem if something does not hold.
    pub(crate) fn require(&mut self, holds: bool, span: Range<usize>, message: impl Display) {
        if !holds {
            self.add(span, message);
        }
    }

    /// Returns everything that was found, a line each, or nothing.
    pub(crate) fn finish(mut self) -> Result<(), String> {
        if self.found.is_empty() {
            return Ok(());
        }
        self.found.sort();
        let mut report = String::new();
        for (line, message) in &self.found {
            // Writing to a string does not fail.
            let _ = writeln!(report, "{}:{line}: {message}", self.file);
        }
        Err(report.trim_end().to_owned())
    }

    fn line(&self, offset: usize) -> usize {
        self.text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
    }
}
