//! The text that is parsed, and how far.

use std::fmt;

use super::lines::Lines;
use crate::Error;
use crate::laml::characters::{is_space, name_length};
use crate::laml::node::Position;
use crate::laml::scan::find;

/// The text, and what of it is still to be read.
#[derive(Debug)]
pub(super) struct Source<'a> {
    text: &'a str,
    rest: &'a str,
    lines: Lines<'a>,
}

impl<'a> Source<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, rest: text, lines: Lines::new(text) }
    }

    /// How many bytes have been read.
    #[inline]
    pub(super) fn at(&self) -> usize {
        self.text.len() - self.rest.len()
    }

    /// The line and the column of what comes next. What has been read is behind for good.
    #[inline]
    pub(super) fn position(&mut self) -> Position {
        self.lines.position(self.at())
    }

    #[inline]
    pub(super) fn rest(&self) -> &'a str {
        self.rest
    }

    #[inline]
    pub(super) fn peek(&self) -> Option<u8> {
        self.rest.as_bytes().first().copied()
    }

    #[inline]
    pub(super) fn starts_with(&self, token: &str) -> bool {
        self.rest.as_bytes().starts_with(token.as_bytes())
    }

    /// Reads that many bytes.
    #[inline]
    pub(super) fn take(&mut self, length: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, ""));
        self.rest = rest;
        taken
    }

    /// Reads the token, if it comes next.
    #[inline]
    pub(super) fn eat(&mut self, token: &str) -> bool {
        match self.rest.strip_prefix(token) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// Reads up to the first marked byte, and not that.
    #[inline]
    pub(super) fn take_until(&mut self, mark: impl Fn(u64) -> u64) -> &'a str {
        self.take(find(self.rest.as_bytes(), mark))
    }

    /// Reads up to the token and the token, and returns what stands before it.
    pub(super) fn take_through(&mut self, token: &str) -> Option<&'a str> {
        let (before, rest) = self.rest.split_once(token)?;
        self.rest = rest;
        Some(before)
    }

    /// Reads the quote that a value begins with.
    #[inline]
    pub(super) fn quote(&mut self, name: &str) -> Result<u8, Error> {
        match self.peek() {
            Some(quote @ (b'"' | b'\'')) => {
                self.take(1);
                Ok(quote)
            }
            _ => Err(self.error(format_args!("the value of `{name}` is not in quotes"))),
        }
    }

    /// Reads white space, and says whether there is any.
    #[inline]
    pub(super) fn skip_space(&mut self) -> bool {
        let bytes = self.rest.as_bytes();
        let length = bytes.iter().position(|byte| !is_space(*byte)).unwrap_or(bytes.len());
        self.take(length);
        length > 0
    }

    /// Reads a name without a colon, or nothing.
    #[inline]
    pub(super) fn plain_name(&mut self) -> &'a str {
        self.take(name_length(self.rest))
    }

    /// Reads a name, with its prefix if it has one; or nothing.
    #[inline]
    pub(super) fn name(&mut self) -> &'a str {
        let length = name_length(self.rest);
        if length == 0 || self.rest.as_bytes().get(length) != Some(&b':') {
            return self.take(length);
        }
        let local = self.rest.get(length + 1..).map_or(0, name_length);
        self.take(if local == 0 { length } else { length + 1 + local })
    }

    /// What comes next, for a message.
    pub(super) fn found(&self) -> String {
        match self.rest.chars().next() {
            Some(character) if character.is_control() => format!("U+{:04X}", u32::from(character)),
            Some(character) => format!("`{character}`"),
            None => "the end of the document".to_owned(),
        }
    }

    /// Makes an error at what comes next.
    #[cold]
    pub(super) fn error(&self, problem: impl fmt::Display) -> Error {
        self.error_at(self.at(), problem)
    }

    #[cold]
    pub(super) fn error_at(&self, offset: usize, problem: impl fmt::Display) -> Error {
        Error::unreadable_laml(Lines::new(self.text).position(offset), problem)
    }
}
