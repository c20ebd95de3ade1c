//! Failures as JSON, out of which JavaScript makes its errors.

use mycpaas_bridge::Failure;
use serde::Serialize;

use crate::reply::Metadata;

/// What JavaScript needs to make an error.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Shown<'a> {
    kind: &'static str,
    message: &'a str,
    text: &'a str,
    delivery: &'static str,
    may_have_been_placed: bool,
    is_retryable: bool,
    attempts: u32,
    parameter: Option<&'a str>,
    api_code: Option<u32>,
    more_info: Option<&'a str>,
    /// In milliseconds.
    retry_after: Option<f64>,
    element: Option<&'a str>,
    attribute: Option<&'a str>,
    line: Option<u32>,
    column: Option<u32>,
    metadata: Option<Metadata<'a>>,
    causes: &'a [String],
}

impl<'a> From<&'a Failure> for Shown<'a> {
    fn from(failure: &'a Failure) -> Self {
        Self {
            kind: failure.kind.name(),
            message: &failure.message,
            text: &failure.text,
            delivery: failure.delivery.name(),
            may_have_been_placed: failure.may_have_been_placed,
            is_retryable: failure.is_retryable,
            attempts: failure.attempts,
            parameter: failure.parameter.as_deref(),
            api_code: failure.api_code,
            more_info: failure.more_info.as_deref(),
            retry_after: failure.retry_after.map(|wait| wait.as_secs_f64() * 1e3),
            element: failure.element.as_deref(),
            attribute: failure.attribute.as_deref(),
            line: failure.position.map(|position| position.line),
            column: failure.position.map(|position| position.column),
            metadata: failure.metadata.as_ref().map(Metadata::from),
            causes: &failure.causes,
        }
    }
}

/// Writes a failure as JSON.
pub(crate) fn written(failure: &Failure) -> String {
    serde_json::to_string(&Shown::from(failure)).unwrap_or_default()
}

/// Makes an error that JavaScript catches. Its text is the failure as JSON.
#[expect(clippy::needless_pass_by_value, reason = "it stands in `map_err`, which gives failures by value")]
pub(crate) fn throw(failure: Box<Failure>) -> napi::Error {
    napi::Error::from_reason(written(&failure))
}
