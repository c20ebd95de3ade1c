//! Who may ask.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::HeaderMap;
use http::header::AUTHORIZATION;

use super::Shared;
use super::error::ApiError;
use crate::exchange::Exchange;

/// Lets requests pass that carry the account's credentials and ask for its own resources.
pub(super) async fn authenticate(State(exchange): Shared, request: Request, next: Next) -> Response {
    let owns = account_in(request.uri().path()).is_none_or(|account| account == exchange.account_sid);
    if owns && is_known(&exchange, request.headers()) {
        return next.run(request).await;
    }
    ApiError::unauthorized().into_response()
}

fn account_in(path: &str) -> Option<&str> {
    path.split('/').skip_while(|part| *part != "Accounts").nth(1)
}

fn is_known(exchange: &Exchange, headers: &HeaderMap) -> bool {
    let Some(credentials) = basic(headers) else {
        return false;
    };
    let Some((sid, token)) = credentials.split_once(':') else {
        return false;
    };
    let (sid, token) = (is_same(sid, &exchange.account_sid), is_same(token, &exchange.auth_token));
    sid & token
}

fn basic(headers: &HeaderMap) -> Option<String> {
    let (scheme, encoded) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    let bytes = STANDARD.decode(encoded.trim()).ok().filter(|_| scheme.eq_ignore_ascii_case("basic"))?;
    String::from_utf8(bytes).ok()
}

/// Compares two texts in a time that does not depend on where they differ.
fn is_same(given: &str, wanted: &str) -> bool {
    let differences = given.bytes().zip(wanted.bytes()).fold(0, |seen, (left, right)| seen | (left ^ right));
    given.len() == wanted.len() && differences == 0
}
