//! Reading forms: `application/x-www-form-urlencoded`, strictly.

use std::str;

use super::body::{too_many, unreadable};
use super::fields::Fields;
use super::limits::ParseLimits;
use crate::error::Error;

/// Reads names and values. `+` is a space; parts without content between two `&` are nothing.
pub(super) fn read(what: &str, encoded: &[u8], limits: ParseLimits) -> Result<Fields, Error> {
    let mut fields = Fields::with_capacity(encoded.len(), encoded.len() / 20);
    let mut buffer = Buffer::default();
    let mut at = 0;
    for part in encoded.split(|byte| *byte == b'&') {
        if !part.is_empty() {
            if fields.len() == limits.fields {
                return Err(too_many(limits));
            }
            let (name, value) = split(part);
            let told = |problem: Problem| problem.told(what, at);
            buffer.decode(name).map_err(told)?;
            let length = buffer.text().len();
            buffer.decode_more(value).map_err(told)?;
            let (name, value) = buffer.text().split_at_checked(length).unwrap_or_default();
            fields.push(name, value);
        }
        at += part.len() + 1;
    }
    Ok(fields)
}

/// Says whether a body of unknown type can be a form: printable ASCII without spaces, with a `=`.
pub(super) fn looks_like_one(body: &[u8]) -> bool {
    let opens = body.first().is_some_and(|first| matches!(first, b'{' | b'[' | b'<' | b'"'));
    !opens && body.contains(&b'=') && body.iter().all(u8::is_ascii_graphic)
}

fn split(part: &[u8]) -> (&[u8], &[u8]) {
    let place = part.iter().position(|byte| *byte == b'=').unwrap_or(part.len());
    let (name, value) = part.split_at_checked(place).unwrap_or((part, &[]));
    (name, value.get(1..).unwrap_or_default())
}

/// What is wrong with a name or a value.
#[derive(Clone, Copy)]
enum Problem {
    Percent,
    Utf8,
}

impl Problem {
    fn told(self, what: &str, at: usize) -> Error {
        let problem = match self {
            Self::Percent => "a `%` is not followed by two hexadecimal digits",
            Self::Utf8 => "what is encoded is not UTF-8",
        };
        unreadable(format_args!("in the field at byte {at} of its {what}, {problem}"))
    }
}

/// Decoded text, always valid.
#[derive(Default)]
struct Buffer(Vec<u8>);

impl Buffer {
    fn text(&self) -> &str {
        // Checked piece by piece, so it never fails.
        str::from_utf8(&self.0).unwrap_or_default()
    }

    fn decode(&mut self, encoded: &[u8]) -> Result<(), Problem> {
        self.0.clear();
        self.decode_more(encoded)
    }

    fn decode_more(&mut self, encoded: &[u8]) -> Result<(), Problem> {
        let start = self.0.len();
        let mut rest = encoded.iter();
        while let Some(byte) = rest.next() {
            self.0.push(match byte {
                b'+' => b' ',
                b'%' => hex(rest.next())
                    .zip(hex(rest.next()))
                    .map(|(high, low)| high << 4 | low)
                    .ok_or(Problem::Percent)?,
                other => *other,
            });
        }
        str::from_utf8(self.0.get(start..).unwrap_or_default()).map(drop).map_err(|_| Problem::Utf8)
    }
}

fn hex(digit: Option<&u8>) -> Option<u8> {
    match digit? {
        digit @ b'0'..=b'9' => Some(digit - b'0'),
        digit @ b'a'..=b'f' => Some(digit - b'a' + 10),
        digit @ b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}
