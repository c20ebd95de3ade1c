//! From bytes to text: UTF-8 and UTF-16, which every reader of XML knows.

use std::borrow::Cow;

/// What a document is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    /// All of it is ASCII, which is UTF-8 as well.
    Ascii,
    Utf8,
    Utf16BigEndian,
    Utf16LittleEndian,
}

/// What could not be decoded.
#[derive(Debug)]
pub(super) struct Undecodable {
    pub(super) encoding: Encoding,
    /// What stands before it.
    pub(super) before: String,
    pub(super) problem: String,
}

impl Encoding {
    /// Says whether a declaration may call it that.
    pub(super) fn is_called(self, name: &str) -> bool {
        let names: &[&str] = match self {
            Self::Ascii => &["UTF-8", "US-ASCII", "ASCII"],
            Self::Utf8 => &["UTF-8"],
            Self::Utf16BigEndian => &["UTF-16", "UTF-16BE"],
            Self::Utf16LittleEndian => &["UTF-16", "UTF-16LE"],
        };
        names.iter().any(|own| own.eq_ignore_ascii_case(name))
    }
}

/// Decodes a document by its byte order mark, or else by how `<` is written.
pub(super) fn decode(document: &[u8]) -> Result<(Cow<'_, str>, Encoding), Undecodable> {
    match document {
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest),
        [0, 0, 0xFE, 0xFF, ..] | [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0, b'<', ..] | [b'<', 0, 0, 0, ..] => {
            let problem = "the document is in UTF-32; use UTF-8".to_owned();
            Err(Undecodable { encoding: Encoding::Utf8, before: String::new(), problem })
        }
        [0xFE, 0xFF, rest @ ..] => utf16(rest, Encoding::Utf16BigEndian, u16::from_be_bytes),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, Encoding::Utf16LittleEndian, u16::from_le_bytes),
        [0, b'<', ..] => utf16(document, Encoding::Utf16BigEndian, u16::from_be_bytes),
        [b'<', 0, ..] => utf16(document, Encoding::Utf16LittleEndian, u16::from_le_bytes),
        _ => utf8(document),
    }
}

fn utf8(bytes: &[u8]) -> Result<(Cow<'_, str>, Encoding), Undecodable> {
    match str::from_utf8(bytes) {
        Ok(text) if text.is_ascii() => Ok((Cow::Borrowed(text), Encoding::Ascii)),
        Ok(text) => Ok((Cow::Borrowed(text), Encoding::Utf8)),
        Err(error) => {
            let (before, after) = bytes.split_at(error.valid_up_to());
            let byte = after.first().copied().unwrap_or_default();
            Err(Undecodable {
                encoding: Encoding::Utf8,
                before: String::from_utf8_lossy(before).into_owned(),
                problem: format!("the byte 0x{byte:02X} is not UTF-8"),
            })
        }
    }
}

fn utf16(
    bytes: &[u8],
    encoding: Encoding,
    unit: fn([u8; 2]) -> u16,
) -> Result<(Cow<'_, str>, Encoding), Undecodable> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mut text = String::with_capacity(bytes.len());
    for character in char::decode_utf16(pairs.iter().copied().map(unit)) {
        match character {
            Ok(character) => text.push(character),
            Err(error) => {
                let problem = format!("the surrogate 0x{:04X} stands alone", error.unpaired_surrogate());
                return Err(Undecodable { encoding, before: text, problem });
            }
        }
    }
    if rest.is_empty() {
        return Ok((Cow::Owned(text), encoding));
    }
    let problem = "the document is in UTF-16 and ends in the middle of a character".to_owned();
    Err(Undecodable { encoding, before: text, problem })
}
