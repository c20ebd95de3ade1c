//! Reading forms: `application/x-www-form-urlencoded`, strictly.

use super::body::{too_many, unreadable};
use super::fields::{Ends, Fields};
use super::limits::ParseLimits;
use crate::error::Error;

/// Reads names and values. `+` is a space; parts without content between two `&` are nothing.
pub(super) fn read(what: &str, encoded: &[u8], limits: ParseLimits) -> Result<Fields, Error> {
    let mut form = Form::default();
    form.text.reserve(encoded.len());
    for part in encoded.split(|byte| *byte == b'&').filter(|part| !part.is_empty()) {
        if form.ends.len() == limits.fields {
            return Err(too_many(limits));
        }
        form.add(part).map_err(|problem| problem.told(what))?;
    }
    form.finish().map_err(|problem| problem.told(what))
}

/// Says whether a body of unknown type can be a form: printable ASCII without spaces, with a `=`.
pub(super) fn looks_like_one(body: &[u8]) -> bool {
    let opens = body.first().is_some_and(|first| matches!(first, b'{' | b'[' | b'<' | b'"'));
    !opens && body.contains(&b'=') && body.iter().all(u8::is_ascii_graphic)
}

/// What is wrong, and in which field, the first being 1.
enum Problem {
    Percent(usize),
    Utf8(usize),
}

impl Problem {
    fn told(&self, what: &str) -> Error {
        let (field, problem) = match self {
            Self::Percent(field) => (field, "a `%` is not followed by two hexadecimal digits"),
            Self::Utf8(field) => (field, "what is encoded is not UTF-8"),
        };
        unreadable(format_args!("in field {field} of its {what}, {problem}"))
    }
}

/// Fields whose encoding is not checked yet: once for all of them is enough.
#[derive(Default)]
struct Form {
    text: Vec<u8>,
    ends: Vec<Ends>,
}

impl Form {
    fn add(&mut self, part: &[u8]) -> Result<(), Problem> {
        let mut name = None;
        let mut rest = part.iter();
        while let Some(byte) = rest.next() {
            let byte = match byte {
                b'=' if name.is_none() => {
                    name = Some(self.text.len());
                    continue;
                }
                b'+' => b' ',
                b'%' => {
                    let digits = hex(rest.next()).zip(hex(rest.next()));
                    digits.map(|(high, low)| high << 4 | low).ok_or(Problem::Percent(self.ends.len() + 1))?
                }
                other => *other,
            };
            self.text.push(byte);
        }
        let value = self.text.len();
        self.ends.push(Ends { name: name.unwrap_or(value), value });
        Ok(())
    }

    /// Text that is valid as a whole, and is cut between characters, is valid in each of its parts.
    fn finish(self) -> Result<Fields, Problem> {
        let Self { text, ends } = self;
        let field_at = |place: usize| ends.iter().take_while(|ends| ends.value <= place).count() + 1;
        let text = String::from_utf8(text)
            .map_err(|error| Problem::Utf8(field_at(error.utf8_error().valid_up_to())))?;
        let cut = |ends: &Ends| !text.is_char_boundary(ends.name) || !text.is_char_boundary(ends.value);
        match ends.iter().position(cut) {
            Some(place) => Err(Problem::Utf8(place + 1)),
            None => Ok(Fields::from_parts(text, ends)),
        }
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
