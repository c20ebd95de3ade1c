//! Values of attributes, as a binding reads them from its language.

use std::borrow::Cow;

use mycpaas::Decimal;

use super::shape::{AttributeShape, ValueKind};

/// The value of an attribute.
#[derive(Clone, Debug)]
pub enum Value {
    /// Text.
    Text(String),
    /// True or false.
    Flag(bool),
    /// A whole number.
    Integer(i64),
    /// A decimal number.
    Decimal(Decimal),
    /// Several values.
    List(Vec<Value>),
}

#[inline]
pub(super) fn text(attribute: &AttributeShape, value: Value) -> Option<Cow<'static, str>> {
    match (value, attribute.kind) {
        (Value::Text(text), _) => Some(Cow::Owned(text)),
        (Value::Flag(flag), ValueKind::Flag) => Some(written_flag(flag)),
        (Value::Flag(flag), ValueKind::Text) if attribute.takes_flag => Some(written_flag(flag)),
        (Value::Integer(number), ValueKind::Integer | ValueKind::Integers) => integer(number),
        (Value::Integer(number), ValueKind::Decimal) => Some(Cow::Owned(number.to_string())),
        (Value::Decimal(number), ValueKind::Decimal) => Some(Cow::Owned(number.to_string())),
        (Value::List(items), ValueKind::Texts | ValueKind::Integers) => list(attribute, items),
        _ => None,
    }
}

/// Returns what is written for an attribute that the specification does not have. A list has no separator there.
pub fn free_text(value: Value) -> Option<Cow<'static, str>> {
    match value {
        Value::Text(text) => Some(Cow::Owned(text)),
        Value::Flag(flag) => Some(written_flag(flag)),
        Value::Integer(number) => Some(Cow::Owned(number.to_string())),
        Value::Decimal(number) => Some(Cow::Owned(number.to_string())),
        Value::List(_) => None,
    }
}

fn list(attribute: &AttributeShape, items: Vec<Value>) -> Option<Cow<'static, str>> {
    let mut joined = String::new();
    for (place, item) in items.into_iter().enumerate() {
        if place > 0 {
            joined.push_str(attribute.separator);
        }
        match (item, attribute.kind) {
            (Value::Text(text), _) => joined.push_str(&text),
            (Value::Integer(number), ValueKind::Integers) => joined.push_str(&integer(number)?),
            _ => return None,
        }
    }
    Some(Cow::Owned(joined))
}

fn written_flag(flag: bool) -> Cow<'static, str> {
    Cow::Borrowed(if flag { "true" } else { "false" })
}

/// One of a single digit, as most are, needs no memory.
fn integer(number: i64) -> Option<Cow<'static, str>> {
    let number = u32::try_from(number).ok()?;
    let digit = usize::try_from(number).ok().and_then(|digit| "0123456789".get(digit..=digit));
    Some(digit.map_or_else(|| Cow::Owned(number.to_string()), Cow::Borrowed))
}
