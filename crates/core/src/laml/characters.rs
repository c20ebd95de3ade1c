//! What XML says of characters and names.

use super::scan::{below, equal, find};

/// Whether XML 1.0 forbids the character, in whatever way it is written.
pub(super) fn is_forbidden(character: char) -> bool {
    match character {
        '\t' | '\n' | '\r' => false,
        '\u{FFFE}' | '\u{FFFF}' => true,
        _ => character < ' ',
    }
}

/// Marks bytes that begin a character that XML 1.0 forbids, or one that only looks like it.
#[inline]
pub(super) fn may_be_forbidden(word: u64) -> u64 {
    below(word, b' ') & !equal(word, b'\n') | equal(word, 0xEF)
}

/// Says that a character is forbidden.
pub(super) fn forbidden(character: char) -> String {
    format!("the character U+{:04X}, which XML does not allow", u32::from(character))
}

/// Returns the first forbidden character, and how many bytes stand before it.
pub(super) fn find_forbidden(text: &str) -> Option<(usize, char)> {
    let clean = find(text.as_bytes(), may_be_forbidden);
    let (_, suspect) = text.split_at_checked(clean)?;
    let (at, character) = suspect.char_indices().find(|(_, character)| is_forbidden(*character))?;
    Some((clean + at, character))
}

/// Whether white space as XML knows it.
#[inline]
pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

const START: u8 = 1;
const INSIDE: u8 = 2;

/// What an ASCII character may do in a name. The colon is none of them: it joins prefix and name.
#[expect(clippy::indexing_slicing, reason = "a constant is computed when it is compiled")]
static ASCII: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        classes[byte as usize] = match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'_' => START | INSIDE,
            b'0'..=b'9' | b'-' | b'.' => INSIDE,
            _ => 0,
        };
        byte += 1;
    }
    classes
};

/// Returns how many bytes at the beginning are a name without a colon.
#[inline]
pub(super) fn name_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let length = bytes.iter().position(|byte| class(*byte) & INSIDE == 0).unwrap_or(bytes.len());
    match (bytes.first(), bytes.get(length)) {
        (_, Some(0x80..)) => wide_name_length(text),
        (Some(first), _) if class(*first) & START != 0 => length,
        _ => 0,
    }
}

/// What a byte may do in a name; nothing if it is not ASCII.
#[inline]
fn class(byte: u8) -> u8 {
    ASCII.get(usize::from(byte)).copied().unwrap_or(0)
}

#[cold]
fn wide_name_length(text: &str) -> usize {
    let mut class = START;
    for (length, character) in text.char_indices() {
        if classes(character) & class == 0 {
            return length;
        }
        class = INSIDE;
    }
    text.len()
}

fn classes(character: char) -> u8 {
    match character {
        '\0'..='\x7F' => ASCII.get(character as usize).copied().unwrap_or(0),
        '\u{C0}'..='\u{D6}'
        | '\u{D8}'..='\u{F6}'
        | '\u{F8}'..='\u{2FF}'
        | '\u{370}'..='\u{37D}'
        | '\u{37F}'..='\u{1FFF}'
        | '\u{200C}'..='\u{200D}'
        | '\u{2070}'..='\u{218F}'
        | '\u{2C00}'..='\u{2FEF}'
        | '\u{3001}'..='\u{D7FF}'
        | '\u{F900}'..='\u{FDCF}'
        | '\u{FDF0}'..='\u{FFFD}'
        | '\u{10000}'..='\u{EFFFF}' => START | INSIDE,
        '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}' => INSIDE,
        _ => 0,
    }
}

/// What a text is as a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Name {
    /// Not a name.
    No,
    /// A name without a prefix.
    Plain,
    /// A prefix, a colon, a name.
    Prefixed,
}

/// Says whether a text is a name.
#[inline]
pub(super) fn name(text: &str) -> Name {
    let length = name_length(text);
    if length == text.len() {
        return if length == 0 { Name::No } else { Name::Plain };
    }
    match text.split_at_checked(length).and_then(|(_, rest)| rest.strip_prefix(':')) {
        Some(local) if length > 0 && !local.is_empty() && name_length(local) == local.len() => Name::Prefixed,
        _ => Name::No,
    }
}
