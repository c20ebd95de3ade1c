//! Create a call.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::StatusCode;

use super::Shared;
use super::error::ApiError;
use super::form::Form;
use super::json::call_json;
use crate::call::CallRequest;
use crate::dialect::{CreateStatus, EventList};
use crate::exchange::Exchange;
use crate::{engine, number};

/// How long it rings unless `Timeout` is given, in seconds.
const TIMEOUT: u64 = 60;

/// How long a call lasts at most unless `TimeLimit` is given, in seconds: four hours.
const TIME_LIMIT: u64 = 4 * 60 * 60;

/// Creates a call, and starts its life.
pub(super) async fn create(State(exchange): Shared, form: Form) -> Result<Response, ApiError> {
    let request = read(&exchange, &form)?;
    let Some((call, orders)) = exchange.calls.enter(exchange.dialect.sid_form, request) else {
        let message = "The simulator is full of calls that have not ended.";
        return Err(ApiError::new(StatusCode::TOO_MANY_REQUESTS, 20429, message));
    };
    let body = call_json(&exchange, &call);
    engine::begin(&exchange, call, orders);
    let status = match exchange.dialect.create_status {
        CreateStatus::Created => StatusCode::CREATED,
        CreateStatus::Ok => StatusCode::OK,
    };
    Ok((status, Json(body)).into_response())
}

/// Reads the parameters. Those that the simulator does not know are ignored.
fn read(exchange: &Exchange, form: &Form) -> Result<CallRequest, ApiError> {
    Ok(CallRequest {
        to: to(form)?,
        from: from(exchange, form)?,
        source: form
            .source()?
            .ok_or_else(|| ApiError::bad(21205, "Url is missing: it says where the call's document is."))?,

        status_callback: form.hook("StatusCallback", "StatusCallbackMethod", 21456)?,
        events: events(exchange.dialect.event_list, form)?,
        timeout: seconds(form, "Timeout", 1..=600, TIMEOUT, 21208)?,
        time_limit: seconds(form, "TimeLimit", 1..=TIME_LIMIT, TIME_LIMIT, 20422)?,
    })
}

fn to(form: &Form) -> Result<String, ApiError> {
    let Some(to) = form.filled("To") else {
        return Err(ApiError::bad(21201, "To is missing: it says who is called."));
    };
    if number::is_e164(to) || number::is_sip(to) {
        Ok(to.to_owned())
    } else {
        Err(malformed("To", to, 21211))
    }
}

fn from(exchange: &Exchange, form: &Form) -> Result<String, ApiError> {
    let Some(from) = form.filled("From") else {
        return Err(ApiError::bad(21213, "From is missing: it says which number calls."));
    };
    if !number::is_e164(from) {
        return Err(malformed("From", from, 21212));
    }
    if !exchange.own_numbers.is_empty() && !exchange.own_numbers.iter().any(|own| own == from) {
        return Err(ApiError::bad(21210, format!("From {from:?} is not a number of this account.")));
    }
    Ok(from.to_owned())
}

fn malformed(name: &str, given: &str, code: u32) -> ApiError {
    let hint = if number::lost_its_plus(given) {
        " A literal + in a form is read as a space: send %2B."
    } else {
        " An E.164 number is a plus sign and up to 15 digits, such as +491234567890."
    };
    ApiError::bad(code, format!("{name} {given:?} is not an E.164 number.{hint}"))
}

/// Reads the events; a word that nobody knows yet is kept, one that cannot be a word is refused.
///
/// The documentation contradicts itself about the words, so that the set is open.
fn events(list: EventList, form: &Form) -> Result<Vec<String>, ApiError> {
    let values = form.all("StatusCallbackEvent");
    let garbled = |value: &str| ApiError::bad(21626, format!("StatusCallbackEvent {value:?} is not valid."));
    if values.is_empty() {
        return Ok(vec!["completed".to_owned()]);
    }
    if list == EventList::Joined && values.len() > 1 {
        return Err(ApiError::bad(21626, "StatusCallbackEvent is given twice: join its values with spaces."));
    }
    let mut events = Vec::new();
    for value in values {
        let words: Vec<_> = value.split_whitespace().collect();
        let joined = list == EventList::Repeated && words.len() > 1;
        if joined || words.is_empty() || !words.iter().copied().all(is_word) {
            return Err(garbled(value));
        }
        events.extend(words.into_iter().map(str::to_owned));
    }
    Ok(events)
}

fn is_word(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'-' | b'_'))
}

fn seconds(
    form: &Form,
    name: &str,
    range: std::ops::RangeInclusive<u64>,
    default: u64,
    code: u32,
) -> Result<Duration, ApiError> {
    let Some(text) = form.filled(name) else {
        return Ok(Duration::from_secs(default));
    };
    let seconds = text.parse().ok().filter(|seconds| range.contains(seconds));
    seconds.map(Duration::from_secs).ok_or_else(|| {
        let (first, last) = (range.start(), range.end());
        ApiError::bad(code, format!("{name} {text:?} is not a number of seconds from {first} to {last}."))
    })
}
