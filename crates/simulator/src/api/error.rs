//! Errors as the API answers them.

use axum::Json;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::{HeaderValue, WWW_AUTHENTICATE};
use serde_json::{Value, json};

use super::Shared;
use crate::dialect::ErrorShape;

/// An error as the API answers it.
#[derive(Clone, Debug)]
pub(crate) struct ApiError {
    status: StatusCode,
    code: u32,
    message: String,
}

impl ApiError {
    pub(crate) fn new(status: StatusCode, code: u32, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into() }
    }

    /// Returns the error of a request with a parameter that is refused.
    pub(super) fn bad(code: u32, message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, message)
    }

    pub(super) fn not_found(path: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, 20404, format!("The requested resource {path} was not found."))
    }

    pub(super) fn unauthorized() -> Self {
        let message = "Authentication error: the account SID and the auth token do not belong together.";
        Self::new(StatusCode::UNAUTHORIZED, 20003, message)
    }

    /// Writes the error in the dialect's shape.
    pub(crate) fn render(&self, shape: ErrorShape) -> Response {
        let more_info = format!("https://docs.mycpaas.io/errors/{}", self.code);
        let body: Value = match shape {
            ErrorShape::List if self.status == StatusCode::BAD_REQUEST => json!({"errors": [
                {"code": self.code.to_string(), "message": self.message, "more_info": more_info}
            ]}),
            _ => json!({
                "code": self.code,
                "message": self.message,
                "more_info": more_info,
                "status": self.status.as_u16(),
            }),
        };
        let mut answer = (self.status, Json(body)).into_response();
        if self.status == StatusCode::UNAUTHORIZED {
            let challenge = HeaderValue::from_static("Basic realm=\"mycpaas simulator\"");
            answer.headers_mut().insert(WWW_AUTHENTICATE, challenge);
        }
        answer
    }
}

/// Leaves the error to [`render_errors`], which knows the dialect.
impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut answer = self.status.into_response();
        answer.extensions_mut().insert(self);
        answer
    }
}

/// Writes the errors of the handlers in the dialect's shape.
pub(super) async fn render_errors(State(exchange): Shared, request: Request, next: Next) -> Response {
    let answer = next.run(request).await;
    match answer.extensions().get::<ApiError>() {
        Some(error) => error.render(exchange.dialect.error_shape),
        None => answer,
    }
}
