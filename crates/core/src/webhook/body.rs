//! Reading the parameters of a request, from its body or its query.

use super::fields::Fields;
use super::limits::ParseLimits;
use super::{form, json};
use crate::error::{Error, ErrorKind};

/// How a body is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Form,
    Json,
}

/// Reads the body of a request, within the default limits. See [`parse_with`].
///
/// # Errors
/// [`ErrorKind::Webhook`](crate::ErrorKind::Webhook), which shows nothing of what was received.
pub fn parse(content_type: Option<&str>, body: &[u8]) -> Result<Fields, Error> {
    parse_with(content_type, body, ParseLimits::new())
}

/// Reads the body of a request: a form or a JSON object, as its content type says.
///
/// A body of another type, or of none, is read if it looks like a form. Of a JSON object, texts are taken as they are,
/// everything else is as its JSON text, what is nested included; what is `null` is left out.
///
/// # Errors
/// [`ErrorKind::Webhook`](crate::ErrorKind::Webhook), which shows nothing of what was received: it is larger or has more
/// fields than the limits allow, is neither form nor JSON object, has a `%` without two hexadecimal digits, or is not
/// UTF-8.
pub fn parse_with(content_type: Option<&str>, body: &[u8], limits: ParseLimits) -> Result<Fields, Error> {
    check_size("body", body.len(), limits)?;
    match format_of(content_type, body) {
        Some(Format::Form) => form::read("body", body, limits),
        Some(Format::Json) => json::read(body, limits),
        None if body.is_empty() => Ok(Fields::new()),
        None => Err(unreadable("its content type is neither that of a form nor that of JSON")),
    }
}

/// Reads the query of a request, within the default limits. See [`parse_query_with`].
///
/// # Errors
/// [`ErrorKind::Webhook`](crate::ErrorKind::Webhook), which shows nothing of what was received.
pub fn parse_query(query: &str) -> Result<Fields, Error> {
    parse_query_with(query, ParseLimits::new())
}

/// Reads the query of a request: what follows the `?`. This is where the parameters of a GET are.
///
/// # Errors
/// As [`parse_with`].
pub fn parse_query_with(query: &str, limits: ParseLimits) -> Result<Fields, Error> {
    check_size("query", query.len(), limits)?;
    form::read("query", query.as_bytes(), limits)
}

/// Reads the parameters of a request from where its method has them: of a GET or a HEAD from the query of its URL, of any
/// other from the body. The URL may be absolute, or path and query alone.
///
/// # Errors
/// As [`parse_with`].
pub fn parse_request(
    method: &str,
    url: &str,
    content_type: Option<&str>,
    body: &[u8],
    limits: ParseLimits,
) -> Result<Fields, Error> {
    if has_body(method) {
        return parse_with(content_type, body, limits);
    }
    let url = url.split('#').next().unwrap_or_default();
    parse_query_with(url.split_once('?').map_or("", |(_, query)| query), limits)
}

/// Whether the parameters of a request are in its body.
pub(super) fn has_body(method: &str) -> bool {
    !method.eq_ignore_ascii_case("GET") && !method.eq_ignore_ascii_case("HEAD")
}

/// Returns how a body is written, or nothing if that cannot be told.
pub(super) fn format_of(content_type: Option<&str>, body: &[u8]) -> Option<Format> {
    let essence = content_type.unwrap_or_default().split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        return Some(Format::Form);
    }
    if essence.eq_ignore_ascii_case("application/json") || has_json_suffix(essence) {
        return Some(Format::Json);
    }
    form::looks_like_one(body).then_some(Format::Form)
}

fn has_json_suffix(essence: &str) -> bool {
    essence.rsplit_once('+').is_some_and(|(_, suffix)| suffix.eq_ignore_ascii_case("json"))
}

fn check_size(what: &str, size: usize, limits: ParseLimits) -> Result<(), Error> {
    if size > limits.size {
        return Err(unreadable(format_args!("its {what} has more than {} bytes", limits.size)));
    }
    Ok(())
}

pub(super) fn too_many(limits: ParseLimits) -> Error {
    unreadable(format_args!("it has more than {} fields", limits.fields))
}

pub(super) fn unreadable(problem: impl std::fmt::Display) -> Error {
    Error::new(ErrorKind::Webhook, format!("the webhook cannot be read: {problem}"))
}
