//! Lines and columns.

use crate::laml::node::Position;
use crate::laml::scan::{equal, find, not_ascii};

/// Turns offsets into lines and columns, as long as they only grow: each byte is looked at once.
#[derive(Debug)]
pub(super) struct Lines<'a> {
    bytes: &'a [u8],
    line: u32,
    /// Where the line begins.
    start: usize,
    /// How many bytes of the line continue a character.
    continued: usize,
    /// Where the next byte is that is a line feed or not ASCII.
    next: usize,
}

impl<'a> Lines<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut lines = Self { bytes: text.as_bytes(), line: 1, start: 0, continued: 0, next: 0 };
        lines.seek(0);
        lines
    }

    #[inline]
    pub(super) fn position(&mut self, offset: usize) -> Position {
        while self.next < offset {
            self.pass();
        }
        let column = offset.saturating_sub(self.start + self.continued) + 1;
        Position { line: self.line, column: u32::try_from(column).unwrap_or(u32::MAX) }
    }

    fn pass(&mut self) {
        match self.bytes.get(self.next) {
            Some(b'\n') => {
                self.line = self.line.saturating_add(1);
                self.start = self.next + 1;
                self.continued = 0;
            }
            Some(0x80..=0xBF) => self.continued += 1,
            _ => {}
        }
        self.seek(self.next + 1);
    }

    #[inline]
    fn seek(&mut self, from: usize) {
        let rest = self.bytes.get(from..).unwrap_or_default();
        self.next = from + find(rest, stop);
    }
}

#[inline]
fn stop(word: u64) -> u64 {
    equal(word, b'\n') | not_ascii(word)
}
