//! Fetch a call.

use axum::Json;
use axum::extract::{Path, State};
use serde_json::Value;

use super::error::ApiError;
use super::json::call_json;
use super::{Shared, find};

/// Answers with a call as it is now.
pub(super) async fn fetch(
    State(exchange): Shared,
    Path((_, name)): Path<(String, String)>,
) -> Result<Json<Value>, ApiError> {
    let call = find(&exchange, &name)?;
    Ok(Json(call_json(&exchange, &call)))
}
