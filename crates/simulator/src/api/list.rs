//! List calls.

use std::sync::Arc;

use axum::Json;
use axum::extract::{RawQuery, State};
use serde_json::{Map, Value};
use url::form_urlencoded;

use super::Shared;
use super::error::ApiError;
use super::form::Form;
use super::json::{call_json, calls_path};
use super::page::{PageRequest, Token};
use crate::call::Call;
use crate::date;
use crate::dialect::ListEnvelope;
use crate::exchange::Exchange;

/// The filters that the URIs of other pages repeat.
const FILTERS: [&str; 7] = ["To", "From", "Status", "ParentCallSid", "StartTime", "StartTime<", "StartTime>"];

/// One page of the list.
struct Page {
    request: PageRequest,
    calls: Vec<Arc<Call>>,
    has_newer: bool,
    has_older: bool,
}

/// Answers with a page of calls, the newest first.
pub(super) async fn list(
    State(exchange): Shared,
    RawQuery(query): RawQuery,
) -> Result<Json<Value>, ApiError> {
    let query = Form::parse(query.unwrap_or_default().as_bytes());
    let request = PageRequest::read(exchange.dialect.list_envelope, &query)?;
    let calls = exchange.calls.newest_first();
    let page = cut(calls.into_iter().filter(|call| is_wanted(call, &query)).collect(), request);
    Ok(Json(envelope(&exchange, &query, &page)))
}

fn is_wanted(call: &Call, query: &Form) -> bool {
    let is = |name, value: &str| query.filled(name).is_none_or(|wanted| wanted == value);
    is("To", &call.request.to)
        && is("From", &call.request.from)
        && is("Status", call.status().as_str())
        && query.filled("ParentCallSid").is_none()
        && started_in(call, query)
}

/// Compares the day, or the moment if one is given; both bounds are included.
fn started_in(call: &Call, query: &Form) -> bool {
    let started = call.progress.borrow().started.map(|at| date::iso_8601(call.created + at));
    let compared = |name, holds: fn(&str, &str) -> bool| {
        let Some(wanted) = query.filled(name).map(date::normalise) else {
            return true;
        };
        let started = started.as_deref().and_then(|started| started.get(..wanted.len().min(started.len())));
        started.is_some_and(|started| holds(started, &wanted))
    };
    compared("StartTime", |started, wanted| started == wanted)
        && compared("StartTime<", |started, wanted| started <= wanted)
        && compared("StartTime>", |started, wanted| started >= wanted)
}

/// Cuts the page that is asked for out of the list.
fn cut(calls: Vec<Arc<Call>>, request: PageRequest) -> Page {
    let total = calls.len();
    let first = match request.token {
        None => request.number.saturating_mul(request.size).min(total),
        Some(Token::OlderThan(number)) => calls.iter().filter(|call| call.number >= number).count(),
        Some(Token::NewerThan(number)) => {
            calls.iter().filter(|call| call.number > number).count().saturating_sub(request.size)
        }
    };
    let calls: Vec<_> = calls.into_iter().skip(first).take(request.size).collect();
    Page { request, has_newer: first > 0, has_older: first + calls.len() < total, calls }
}

fn envelope(exchange: &Exchange, query: &Form, page: &Page) -> Value {
    let request = &page.request;
    let mut body = Map::new();
    body.insert("calls".into(), page.calls.iter().map(|call| call_json(exchange, call)).collect());
    body.insert("page".into(), request.number.into());
    body.insert("page_size".into(), request.size.into());
    if exchange.dialect.list_envelope == ListEnvelope::Bare {
        return body.into();
    }
    let uri = |number: usize, token: Option<Token>| {
        let token = token.filter(|_| exchange.dialect.list_envelope == ListEnvelope::PageTokens);
        Value::from(page_uri(exchange, query, request.size, number, token))
    };
    let older = page.calls.last().map(|call| Token::OlderThan(call.number));
    let newer = page.calls.first().map(|call| Token::NewerThan(call.number));
    let next = page.has_older.then(|| uri(request.number.saturating_add(1), older));
    let previous = (page.has_newer && request.number > 0).then(|| uri(request.number - 1, newer));
    body.insert("uri".into(), uri(request.number, request.token));
    body.insert("first_page_uri".into(), uri(0, None));
    body.insert("next_page_uri".into(), next.into());
    body.insert("previous_page_uri".into(), previous.into());
    body.into()
}

fn page_uri(exchange: &Exchange, query: &Form, size: usize, number: usize, token: Option<Token>) -> String {
    let mut encoder = form_urlencoded::Serializer::new(String::new());
    for name in FILTERS {
        query.filled(name).map(|value| encoder.append_pair(name, value));
    }
    encoder.append_pair("PageSize", &size.to_string()).append_pair("Page", &number.to_string());
    token.map(|token| encoder.append_pair("PageToken", &token.write()));
    format!("{}.json?{}", calls_path(exchange), encoder.finish())
}
