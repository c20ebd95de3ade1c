//! The Calls API.

mod auth;
mod create;
mod delete;
mod error;
mod fetch;
mod form;
mod json;
mod list;
mod page;
mod update;

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use http::{StatusCode, Uri};

use crate::call::Call;
use crate::exchange::Exchange;
pub(crate) use error::ApiError;

/// What every handler shares.
type Shared = State<Arc<Exchange>>;

/// Returns the routes of the API, under both of its prefixes.
pub(crate) fn router(exchange: &Arc<Exchange>) -> Router {
    let calls = get(list::list).post(create::create);
    let call = get(fetch::fetch).post(update::update).delete(delete::delete);
    let account =
        Router::new().route("/Calls", calls.clone()).route("/Calls.json", calls).route("/Calls/{sid}", call);
    let version = "/2010-04-01/Accounts/{account}";
    Router::new()
        .nest(&format!("/api/laml{version}"), account.clone())
        .nest(version, account)
        .fallback(unknown_path)
        .method_not_allowed_fallback(wrong_method)
        .layer(from_fn_with_state(Arc::clone(exchange), auth::authenticate))
        .layer(from_fn_with_state(Arc::clone(exchange), error::render_errors))
        .with_state(Arc::clone(exchange))
}

async fn unknown_path(uri: Uri) -> ApiError {
    ApiError::not_found(uri.path())
}

async fn wrong_method() -> ApiError {
    ApiError::new(StatusCode::METHOD_NOT_ALLOWED, 20004, "The resource does not have this method.")
}

/// Finds the call that a path names, with or without `.json`.
fn find(exchange: &Exchange, name: &str) -> Result<Arc<Call>, ApiError> {
    let sid = name.strip_suffix(".json").unwrap_or(name);
    exchange.calls.find(sid).ok_or_else(|| ApiError::not_found(&format!("Calls/{sid}.json")))
}
