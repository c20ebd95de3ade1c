//! Text as XML writes it.

use super::characters::is_forbidden;
use super::scan::{below, equal, find};

/// Appends text. The error is a character that XML forbids.
#[inline]
pub(super) fn push_text(buffer: &mut String, text: &str) -> Result<(), char> {
    push(buffer, text, special, text_reference)
}

/// Appends the value of an attribute that stands in double quotes. The error is a character that XML forbids.
#[inline]
pub(super) fn push_value(buffer: &mut String, value: &str) -> Result<(), char> {
    push(buffer, value, |word| special(word) | equal(word, b'"'), value_reference)
}

/// Marks bytes that need a second look. 0xEF begins U+FFFE and U+FFFF, and some that are allowed.
#[inline]
fn special(word: u64) -> u64 {
    below(word, b' ') | equal(word, b'&') | equal(word, b'<') | equal(word, b'>') | equal(word, 0xEF)
}

#[inline]
fn push(
    buffer: &mut String,
    mut text: &str,
    special: impl Fn(u64) -> u64,
    reference: impl Fn(char) -> Option<&'static str>,
) -> Result<(), char> {
    while let Some((plain, rest)) = text.split_at_checked(find(text.as_bytes(), &special)) {
        buffer.push_str(plain);
        let mut characters = rest.chars();
        let Some(character) = characters.next() else { break };
        match reference(character) {
            Some(reference) => buffer.push_str(reference),
            None if is_forbidden(character) => return Err(character),
            None => buffer.push(character),
        }
        text = characters.as_str();
    }
    Ok(())
}

/// A reader turns a carriage return into a line feed, unless it is a reference.
fn text_reference(character: char) -> Option<&'static str> {
    match character {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '\r' => Some("&#13;"),
        _ => None,
    }
}

/// A reader turns white space in an attribute into blanks, unless it is a reference.
fn value_reference(character: char) -> Option<&'static str> {
    match character {
        '"' => Some("&quot;"),
        '\t' => Some("&#9;"),
        '\n' => Some("&#10;"),
        _ => text_reference(character),
    }
}
