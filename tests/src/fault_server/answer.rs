//! A well-formed answer.

use http::StatusCode;
use serde::{Deserialize, Serialize};

use super::payload::Payload;

/// A status, headers and a body, sent with the right `Content-Length`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// Headers in the order in which they are sent; a name may occur more than once.
    #[serde(default)]
    pub headers: Vec<(String, String)>,
    /// The body.
    #[serde(default)]
    pub body: Payload,
}

impl Answer {
    /// Makes an answer without a body.
    pub fn new(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: Payload::default() }
    }

    /// Makes an answer with a body of type `application/json`.
    pub fn json(status: u16, body: impl Into<Payload>) -> Self {
        Self::new(status).header("Content-Type", "application/json").body(body)
    }

    /// Makes the 201 that tells of a new, queued call.
    pub fn created() -> Self {
        Self::json(
            201,
            r#"{"sid":"CA00000000000000000000000000000001","status":"queued","direction":"outbound-api"}"#,
        )
    }

    /// Adds a header.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Sets the body.
    pub fn body(mut self, body: impl Into<Payload>) -> Self {
        self.body = body.into();
        self
    }

    /// Returns the headers, with the length of the body where the status allows one and nobody gave it.
    pub(super) fn headers_for(&self, body_length: usize) -> Vec<(String, String)> {
        let mut headers = self.headers.clone();
        let given = headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("content-length"));
        if !given && !matches!(self.status, 100..=199 | 204 | 304) {
            headers.push(("Content-Length".to_owned(), body_length.to_string()));
        }
        headers
    }

    /// Returns the whole answer as HTTP/1.1 writes it.
    pub fn to_http1(&self) -> Vec<u8> {
        let body = self.body.to_bytes();
        let mut bytes = http1_head(self.status, &self.headers_for(body.len()));
        bytes.extend_from_slice(&body);
        bytes
    }
}

/// Returns the status line, the headers as they are given, and the empty line.
pub(super) fn http1_head(status: u16, headers: &[(String, String)]) -> Vec<u8> {
    let reason =
        StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason()).unwrap_or("Odd");
    let mut head = format!("HTTP/1.1 {status} {reason}\r\n");
    for (name, value) in headers {
        head.push_str(name);
        head.push_str(": ");
        head.push_str(value);
        head.push_str("\r\n");
    }
    head.push_str("\r\n");
    head.into_bytes()
}
