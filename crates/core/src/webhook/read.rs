//! Lenient reading of values: what does not fit is as if it were absent, and stays among the fields.

use std::time::Duration;

use rust_decimal::Decimal;

use super::fields::Fields;
use crate::decode;
use crate::timestamp::Timestamp;

/// A parameter, with the other ways to spell it.
type Names<'a> = &'a [&'a str];

pub(super) fn text<'a>(fields: &'a Fields, names: Names<'_>) -> Option<&'a str> {
    names.iter().find_map(|name| fields.get(name))
}

/// What has no content says nothing, unless it is text.
pub(super) fn content<'a>(fields: &'a Fields, names: Names<'_>) -> Option<&'a str> {
    text(fields, names).map(str::trim).filter(|value| !value.is_empty())
}

pub(super) fn word<T: for<'a> From<&'a str>>(fields: &Fields, names: Names<'_>) -> Option<T> {
    content(fields, names).map(T::from)
}

pub(super) fn integer(fields: &Fields, names: Names<'_>) -> Option<u64> {
    content(fields, names)?.parse().ok()
}

pub(super) fn decimal(fields: &Fields, names: Names<'_>) -> Option<Decimal> {
    decode::decimal_text(content(fields, names)?)
}

pub(super) fn boolean(fields: &Fields, names: Names<'_>) -> Option<bool> {
    let value = content(fields, names)?;
    match value {
        "1" => Some(true),
        "0" => Some(false),
        _ if value.eq_ignore_ascii_case("true") => Some(true),
        _ if value.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    }
}

pub(super) fn timestamp(fields: &Fields, names: Names<'_>) -> Option<Timestamp> {
    text(fields, names).filter(|value| !value.is_empty()).map(Timestamp::new)
}

pub(super) fn seconds(fields: &Fields, names: Names<'_>) -> Option<Duration> {
    integer(fields, names).map(Duration::from_secs)
}

pub(super) fn milliseconds(fields: &Fields, names: Names<'_>) -> Option<Duration> {
    integer(fields, names).map(Duration::from_millis)
}
