//! LaML as the answer of a handler.

use ::axum::http::StatusCode;
use ::axum::http::header::CONTENT_TYPE;
use ::axum::response::{IntoResponse, Response};

use crate::Error;
use crate::laml::{self, Element, MessagingResponse, VoiceResponse};

/// Answers with the document. One that cannot be written is the answer 500, and an event of `tracing` that says why.
impl IntoResponse for VoiceResponse {
    fn into_response(self) -> Response {
        answer(self.to_xml())
    }
}

/// Answers with the document. One that cannot be written is the answer 500, and an event of `tracing` that says why.
impl IntoResponse for MessagingResponse {
    fn into_response(self) -> Response {
        answer(self.to_xml())
    }
}

/// Answers with the document, whose root should be `<Response>`. One that cannot be written is the answer 500, and an event
/// of `tracing` that says why.
impl IntoResponse for Element {
    fn into_response(self) -> Response {
        answer(self.to_xml())
    }
}

fn answer(document: Result<String, Error>) -> Response {
    match document {
        Ok(xml) => ([(CONTENT_TYPE, laml::CONTENT_TYPE)], xml).into_response(),
        Err(error) => {
            tracing::error!(%error, "a LaML document cannot be written");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
