//! Update a call: end it, cancel it, or send it to another document.

use axum::Json;
use axum::extract::{Path, State};
use serde_json::Value;

use super::error::ApiError;
use super::form::Form;
use super::json::call_json;
use super::{Shared, find};
use crate::call::{Order, Refusal};

/// Changes a call that goes on, and answers when it has changed.
///
/// Other parameters are ignored; without `Status` and `Url`, nothing changes.
pub(super) async fn update(
    State(exchange): Shared,
    Path((_, name)): Path<(String, String)>,
    form: Form,
) -> Result<Json<Value>, ApiError> {
    let call = find(&exchange, &name)?;
    match read(&form)? {
        Some(order) => call.order(order).await.map_err(refused)?,
        None if call.status().is_final() => return Err(refused(Refusal::Ended(call.status()))),
        None => {}
    }
    Ok(Json(call_json(&exchange, &call)))
}

fn read(form: &Form) -> Result<Option<Order>, ApiError> {
    match form.filled("Status") {
        Some("canceled") => return Ok(Some(Order::Cancel)),
        Some("completed") => return Ok(Some(Order::Complete)),
        Some(other) => {
            let message = format!("Status {other:?} is neither \"canceled\" nor \"completed\".");
            return Err(ApiError::bad(10000, message));
        }
        None => {}
    }
    Ok(form.source()?.map(|source| Order::Redirect(Box::new(source))))
}

fn refused(refusal: Refusal) -> ApiError {
    match refusal {
        Refusal::Ended(status) => ApiError::bad(10000, format!("The call has ended: it is {status}.")),
        Refusal::TooLateToCancel(status) => ApiError::bad(
            10000,
            format!("The call is {status}; only one that rings or waits can be canceled."),
        ),
        Refusal::NotInProgress(status) => {
            ApiError::bad(21220, format!("The call is {status}; only one in progress can be redirected."))
        }
    }
}
