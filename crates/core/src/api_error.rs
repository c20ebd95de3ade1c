//! Errors as the API and its compatible services write them.

use http::HeaderMap;
use http::header::LOCATION;
use serde_json::{Map, Value};

use crate::credentials::Credentials;
use crate::error::{Error, ErrorKind};

/// How much of an answer that is not understood is shown, in characters.
const EXCERPT_MAX: usize = 200;

/// The longest message of the API that is passed on, in characters.
const MESSAGE_MAX: usize = 1000;

/// What an error document says.
#[derive(Debug, Default)]
struct Report {
    code: Option<u32>,
    message: Option<String>,
    more_info: Option<String>,
}

/// Makes an error of an answer whose status is not 2xx.
pub(crate) fn from_answer(status: u16, headers: &HeaderMap, body: &[u8], credentials: &Credentials) -> Error {
    let report = parse(body);
    let detail = match &report.message {
        Some(message) => Some(shorten(&credentials.redact(message), MESSAGE_MAX)),
        None => excerpt(body, credentials),
    };
    let mut message = format!("the API answered {status}");
    if let Some(detail) = detail {
        message = format!("{message}: {detail}");
    }
    if let Some(code) = report.code {
        message = format!("{message} (error {code})");
    }
    if (300..=399).contains(&status) {
        message = format!("{message}; {}", redirect(headers, credentials));
    }
    let mut error = Error::new(ErrorKind::of_status(status), message);
    error.inner.api_code = report.code;
    error.inner.more_info = report.more_info.map(|text| credentials.redact(&text));
    error
}

fn redirect(headers: &HeaderMap, credentials: &Credentials) -> String {
    let target = headers.get(LOCATION).and_then(|value| value.to_str().ok()).unwrap_or("nowhere");
    let target = shorten(&credentials.redact(target), EXCERPT_MAX);
    format!("it points to {target}, and redirects are not followed because the credentials would go there")
}

/// Understands the shapes that SignalWire, Twilio and RFC 9457 give an error.
fn parse(body: &[u8]) -> Report {
    match serde_json::from_slice(body) {
        Ok(Value::Object(object)) => read(&object),
        _ => Report::default(),
    }
}

fn read(object: &Map<String, Value>) -> Report {
    let first = object.get("errors").and_then(Value::as_array).and_then(|errors| errors.first());
    let nested = match first {
        Some(Value::Object(inner)) => read(inner),
        Some(Value::String(text)) => Report { message: Some(text.clone()), ..Report::default() },
        _ => Report::default(),
    };
    let text = |name: &str| object.get(name).and_then(Value::as_str).map(str::to_owned);
    Report {
        code: object.get("code").and_then(number).or(nested.code),
        message: text("message")
            .or(nested.message)
            .or_else(|| text("detail"))
            .or_else(|| text("title"))
            .or_else(|| text("error")),
        more_info: text("more_info").or_else(|| text("url")).or(nested.more_info),
    }
}

/// A code is a number at Twilio and often a text at SignalWire.
fn number(value: &Value) -> Option<u32> {
    match value {
        Value::Number(number) => number.as_u64().and_then(|number| u32::try_from(number).ok()),
        Value::String(text) => text.parse().ok(),
        _ => None,
    }
}

/// Returns the beginning of a body that is not an error document, on one line.
///
/// The secret goes first: of one that is cut, the beginning would stay.
fn excerpt(body: &[u8], credentials: &Credentials) -> Option<String> {
    let text = credentials.redact(&String::from_utf8_lossy(body));
    let beginning: String = text.chars().take(EXCERPT_MAX * 4).collect();
    let line = beginning.split_whitespace().collect::<Vec<_>>().join(" ");
    (!line.is_empty()).then(|| shorten(&line, EXCERPT_MAX))
}

fn shorten(text: &str, limit: usize) -> String {
    let visible = |character: char| if character.is_control() { ' ' } else { character };
    let mut shortened: String = text.chars().take(limit).map(visible).collect();
    if text.chars().nth(limit).is_some() {
        shortened.push('…');
    }
    shortened
}
