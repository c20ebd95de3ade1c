//! What XML says of characters and names.

/// How many bytes [`find`] looks at in one step.
const STEP: usize = 16;

/// Returns how many bytes stand before the first special one, which may be all of them.
///
/// Steps of a fixed size become a few vector instructions, as long as the test is a plain comparison.
#[inline]
pub(super) fn find(bytes: &[u8], is_special: impl Fn(u8) -> bool) -> usize {
    let (steps, rest) = bytes.as_chunks::<STEP>();
    let mut before = 0;
    for step in steps {
        if step.iter().fold(false, |any, byte| any | is_special(*byte)) {
            return before + first(step, &is_special);
        }
        before += STEP;
    }
    before + first(rest, &is_special)
}

#[inline]
fn first(bytes: &[u8], is_special: impl Fn(u8) -> bool) -> usize {
    bytes.iter().position(|byte| is_special(*byte)).unwrap_or(bytes.len())
}

/// Whether XML 1.0 forbids the character, in whatever way it is written.
pub(super) fn is_forbidden(character: char) -> bool {
    match character {
        '\t' | '\n' | '\r' => false,
        '\u{FFFE}' | '\u{FFFF}' => true,
        _ => character < ' ',
    }
}

/// Whether a byte begins a character that XML 1.0 forbids, or one that only looks like it.
#[inline]
#[expect(clippy::needless_bitwise_bool, reason = "without branches it becomes vector instructions")]
pub(super) fn may_be_forbidden(byte: u8) -> bool {
    (byte < b' ') & (byte != b'\n') | (byte == 0xEF)
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
const ASCII: [u8; 128] = {
    let mut classes = [0; 128];
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
    let mut class = START;
    for (length, byte) in text.bytes().enumerate() {
        match ASCII.get(usize::from(byte)) {
            Some(classes) if classes & class != 0 => class = INSIDE,
            Some(_) => return length,
            None => return wide_name_length(text),
        }
    }
    text.len()
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
