//! What is known of parameters, for programs that read them by name.

use std::time::Duration;

use rust_decimal::Decimal;

use super::fields::Fields;
use super::read;
use crate::timestamp::Timestamp;

/// A parameter of a request, as [`EventKind::parameters`](super::EventKind::parameters) lists them.
///
/// This is the way of programs that show or store requests of every kind; others use the getters of the event.
#[derive(Debug)]
pub struct Parameter {
    pub(super) name: &'static str,
    pub(super) wire: &'static [&'static str],
    pub(super) kind: ParameterKind,
    pub(super) words: &'static [&'static str],
}

/// What a parameter is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ParameterKind {
    /// Text, as it was received.
    Text,
    /// One word of several; others than those that are known occur.
    Word,
    /// A whole number.
    Integer,
    /// A decimal number.
    Decimal,
    /// True or false.
    Boolean,
    /// A point in time.
    Timestamp,
    /// A span of time, in seconds on the wire.
    Seconds,
    /// A span of time, in milliseconds on the wire.
    Milliseconds,
}

/// The value of a parameter.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Value<'a> {
    /// Text, or a word.
    Text(&'a str),
    /// A whole number.
    Integer(u64),
    /// A decimal number.
    Decimal(Decimal),
    /// True or false.
    Boolean(bool),
    /// A point in time.
    Timestamp(Timestamp),
    /// A span of time.
    Span(Duration),
}

impl Parameter {
    /// Returns its name in `snake_case`, which is that of its getter.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Returns its name on the wire.
    pub fn wire_name(&self) -> &'static str {
        self.wire.first().copied().unwrap_or_default()
    }

    /// Returns what it is read as.
    pub fn kind(&self) -> ParameterKind {
        self.kind
    }

    /// Returns the words that are known, if it has some.
    pub fn words(&self) -> &'static [&'static str] {
        self.words
    }

    /// Reads its value, exactly as its getter does: nothing where it is absent or has an unexpected form.
    pub fn read<'a>(&self, fields: &'a Fields) -> Option<Value<'a>> {
        let names = self.wire;
        match self.kind {
            ParameterKind::Text => read::text(fields, names).map(Value::Text),
            ParameterKind::Word => read::content(fields, names).map(Value::Text),
            ParameterKind::Integer => read::integer(fields, names).map(Value::Integer),
            ParameterKind::Decimal => read::decimal(fields, names).map(Value::Decimal),
            ParameterKind::Boolean => read::boolean(fields, names).map(Value::Boolean),
            ParameterKind::Timestamp => read::timestamp(fields, names).map(Value::Timestamp),
            ParameterKind::Seconds => read::seconds(fields, names).map(Value::Span),
            ParameterKind::Milliseconds => read::milliseconds(fields, names).map(Value::Span),
        }
    }
}
