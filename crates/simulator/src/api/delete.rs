//! Delete the record of a call.

use axum::extract::{Path, State};
use http::StatusCode;

use super::error::ApiError;
use super::{Shared, find};

/// Forgets a call that has ended.
pub(super) async fn delete(
    State(exchange): Shared,
    Path((_, name)): Path<(String, String)>,
) -> Result<StatusCode, ApiError> {
    let call = find(&exchange, &name)?;
    if !call.status().is_final() {
        return Err(ApiError::bad(20009, "The call has not ended and cannot be deleted."));
    }
    exchange.calls.remove(&call);
    Ok(StatusCode::NO_CONTENT)
}
