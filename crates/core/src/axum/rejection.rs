//! Requests that no handler sees.

use std::fmt;

use ::axum::http::StatusCode;
use ::axum::response::{IntoResponse, Response};

use crate::Error;
use crate::webhook::Refusal;

/// Why a request does not reach its handler.
///
/// As an answer it is a status without a body, since what helps you helps whoever forges: 403 for what may be forged, 413
/// for what is too large, 400 for what cannot be read. Why is told to `tracing`, at level `DEBUG`, and to a handler that
/// takes `Result<Verified<_>, WebhookRejection>`.
#[derive(Debug)]
#[non_exhaustive]
pub enum WebhookRejection {
    /// Its signature is missing or wrong.
    Refused(Refusal),
    /// Its body is larger than the limit, or ended too early.
    Body,
    /// It cannot be read.
    Unreadable(Error),
}

impl WebhookRejection {
    fn status(&self) -> StatusCode {
        match self {
            Self::Refused(_) => StatusCode::FORBIDDEN,
            Self::Body => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Unreadable(_) => StatusCode::BAD_REQUEST,
        }
    }
}

impl IntoResponse for WebhookRejection {
    fn into_response(self) -> Response {
        tracing::debug!(reason = %self, "a webhook is refused");
        self.status().into_response()
    }
}

impl fmt::Display for WebhookRejection {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(refusal) => refusal.fmt(formatter),
            Self::Body => formatter.write_str("the body is too large, or ended too early"),
            Self::Unreadable(error) => error.fmt(formatter),
        }
    }
}

impl std::error::Error for WebhookRejection {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Unreadable(error) => Some(error),
            Self::Refused(_) | Self::Body => None,
        }
    }
}
