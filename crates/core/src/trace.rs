//! What the log says of a request: never the auth token, never a body, no telephone number in full.

use std::time::Duration;

use bytes::Bytes;
use tracing::Span;
use tracing::field::Empty;

use crate::answer::Answer;
use crate::error::Error;
use crate::operation::Operation;

/// Opens the span of one operation.
pub(crate) fn span(operation: &Operation, account_sid: &str) -> Span {
    tracing::debug_span!(
        "mycpaas.request",
        operation = operation.name,
        method = operation.outgoing.method.as_str(),
        account_sid,
        to = operation.masked_to,
        attempts = Empty,
        status = Empty,
        request_id = Empty,
        error = Empty,
        delivery = Empty,
    )
}

/// Says that the operation will be tried again.
pub(crate) fn retry(error: &Error, delay: Duration) {
    tracing::debug!(
        error = error.kind().name(),
        status = error.http_status(),
        attempt = error.attempts(),
        delay_ms = u64::try_from(delay.as_millis()).unwrap_or(u64::MAX),
        "the request failed and will be repeated"
    );
}

/// Writes into the span how the operation ended.
pub(crate) fn record(span: &Span, outcome: &Result<Answer<Bytes>, Error>) {
    if span.is_disabled() {
        return;
    }
    let metadata = match outcome {
        Ok(answer) => Some(answer.metadata()),
        Err(error) => error.metadata(),
    };
    if let Some(metadata) = metadata {
        span.record("status", metadata.http_status());
        span.record("request_id", metadata.request_id());
    }
    match outcome {
        Ok(answer) => {
            span.record("attempts", answer.metadata().attempts());
            tracing::debug!(parent: span, "the request succeeded");
        }
        Err(error) => {
            span.record("attempts", error.attempts());
            span.record("error", error.kind().name());
            span.record("delivery", error.delivery().name());
            tracing::debug!(parent: span, "the request failed");
        }
    }
}
