//! Lenient reading of JSON: numbers and numeric texts are interchangeable, the unexpected is kept.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::timestamp::Timestamp;

/// A value that is there but not of the expected type. It is kept among the unknown fields.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mismatch;

/// A value of the expected type, nothing for `null`, or a mismatch.
pub(crate) type Lenient<T> = Result<Option<T>, Mismatch>;

/// A key or text of a JSON document, borrowed from it where it has no escapes.
#[derive(Deserialize)]
pub(crate) struct Text<'a>(#[serde(borrow)] pub(crate) Cow<'a, str>);

/// What is wrong with a document, and where, without any text of the document: that has no bounds, and may
/// be an echo of the auth token.
#[derive(Debug)]
pub(crate) struct Unreadable(String);

impl Unreadable {
    fn new(error: &serde_json::Error) -> Self {
        let message = error.to_string();
        match (message.split_once('"'), message.rsplit_once('"')) {
            (Some((before, _)), Some((_, after))) => Self(format!("{before}\"…\"{after}")),
            _ => Self(message),
        }
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for Unreadable {}

/// Reads a whole document.
///
/// Its encoding is checked once: read as bytes, each of its values would be checked again.
pub(crate) fn document<'a, T: Deserialize<'a>>(body: &'a [u8]) -> Result<T, Unreadable> {
    let read = match std::str::from_utf8(body) {
        Ok(text) => serde_json::from_str(text),
        // It fails too, and its error says where.
        Err(_) => serde_json::from_slice(body),
    };
    read.map_err(|error| Unreadable::new(&error))
}

/// Reads a text; a number is taken as its digits.
fn content(raw: &RawValue) -> Lenient<Cow<'_, str>> {
    let json = raw.get();
    if let Some(text) = plain_text(json) {
        return Ok(Some(Cow::Borrowed(text)));
    }
    match json.as_bytes().first() {
        Some(b'"') => serde_json::from_str::<Text<'_>>(json).map(|text| Some(text.0)).map_err(|_| Mismatch),
        Some(b'-' | b'0'..=b'9') => Ok(Some(Cow::Borrowed(json))),
        Some(b'n') => Ok(None),
        _ => Err(Mismatch),
    }
}

/// Takes a text without escapes out of its quotes. All else about it was checked when it was cut out.
fn plain_text(json: &str) -> Option<&str> {
    let text = json.strip_prefix('"')?.strip_suffix('"')?;
    (!text.contains('\\')).then_some(text)
}

pub(crate) fn text(raw: &RawValue) -> Lenient<String> {
    Ok(content(raw)?.map(Cow::into_owned))
}

/// Reads a word of an open enum.
pub(crate) fn word<T: for<'a> From<&'a str>>(raw: &RawValue) -> Lenient<T> {
    Ok(content(raw)?.map(|text| T::from(&text)))
}

pub(crate) fn timestamp(raw: &RawValue) -> Lenient<Timestamp> {
    Ok(content(raw)?.filter(|text| !text.is_empty()).map(|text| Timestamp::new(text.into_owned())))
}

/// Reads an exact decimal. An empty text counts as absent.
pub(crate) fn decimal(raw: &RawValue) -> Lenient<Decimal> {
    let Some(text) = content(raw)?.filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    decimal_text(&text).map(Some).ok_or(Mismatch)
}

/// Reads an exact decimal, in plain or in scientific notation.
pub(crate) fn decimal_text(text: &str) -> Option<Decimal> {
    let text = text.trim();
    Decimal::from_str_exact(text).or_else(|_| Decimal::from_scientific(text)).ok()
}

pub(crate) fn seconds(raw: &RawValue) -> Lenient<Duration> {
    Ok(units(raw)?.map(Duration::from_secs))
}

pub(crate) fn milliseconds(raw: &RawValue) -> Lenient<Duration> {
    Ok(units(raw)?.map(Duration::from_millis))
}

/// Reads a whole number that is not negative.
pub(crate) fn units(raw: &RawValue) -> Lenient<u64> {
    let Some(text) = content(raw)?.filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    text.trim().parse().map(Some).map_err(|_| Mismatch)
}

/// Reads an object whose values are texts or null.
pub(crate) fn texts(raw: &RawValue) -> Lenient<BTreeMap<String, Option<String>>> {
    serde_json::from_str(raw.get()).map_err(|_| Mismatch)
}
