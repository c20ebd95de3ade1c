//! Values between JSON and Rust.

use std::time::Duration;

use mycpaas::{Decimal, Timestamp};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

fn read<T: DeserializeOwned>(value: &Value, wanted: &str) -> Result<T, String> {
    T::deserialize(value).map_err(|_| format!("{value} is not {wanted}"))
}

pub(crate) fn text(value: &Value) -> Result<String, String> {
    read(value, "a text")
}

pub(crate) fn texts(value: &Value) -> Result<Vec<String>, String> {
    read(value, "a list of texts")
}

pub(crate) fn integer(value: &Value) -> Result<u32, String> {
    read(value, "a whole number")
}

pub(crate) fn integers(value: &Value) -> Result<Vec<u32>, String> {
    read(value, "a list of whole numbers")
}

pub(crate) fn boolean(value: &Value) -> Result<bool, String> {
    read(value, "true or false")
}

pub(crate) fn decimal(value: &Value) -> Result<Decimal, String> {
    text(value)?.parse().map_err(|_| format!("{value} is not a decimal number"))
}

pub(crate) fn seconds(value: &Value) -> Result<Duration, String> {
    let seconds = read(value, "a number of seconds")?;
    Duration::try_from_secs_f64(seconds).map_err(|error| format!("{value}: {error}"))
}

/// Reads names with their values, in their order.
pub(crate) fn pairs(value: &Value) -> Result<Vec<(String, String)>, String> {
    read(value, "a list of names with values")
}

/// Finds a word of an enumeration.
pub(crate) fn word<W: Copy>(all: &[W], name: fn(W) -> &'static str, value: &Value) -> Result<W, String> {
    let wanted = text(value)?;
    all.iter().copied().find(|word| name(*word) == wanted).ok_or_else(|| format!("there is no word {wanted}"))
}

pub(crate) fn words<W: Copy>(
    all: &[W],
    name: fn(W) -> &'static str,
    value: &Value,
) -> Result<Vec<W>, String> {
    let wanted: Vec<Value> = read(value, "a list of words")?;
    wanted.iter().map(|value| word(all, name, value)).collect()
}

pub(crate) fn timestamp(value: Option<&Timestamp>) -> Value {
    json!(value.map(|time| json!({ "raw": time.raw(), "unix": time.unix_seconds() })))
}

pub(crate) fn number(value: Option<Decimal>) -> Value {
    json!(value.map(|number| number.normalize().to_string()))
}

pub(crate) fn span(value: Option<Duration>) -> Value {
    json!(value.map(|span| span.as_secs_f64()))
}

/// Says what differs.
pub(crate) fn difference(name: &str, expected: &Value, actual: &Value) -> Result<(), String> {
    if same(expected, actual) { Ok(()) } else { Err(format!("{name} is {actual}, not {expected}")) }
}

/// Whether two values are equal; 15 and 15.0 are.
fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => left.as_f64() == right.as_f64(),
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| same(left, right))
        }
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left.iter().all(|(key, value)| right.get(key).is_some_and(|other| same(value, other)))
        }
        _ => left == right,
    }
}
