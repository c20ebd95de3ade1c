//! A request, as a server received it.

use std::fmt;

use super::headers::Headers;
use crate::webhook::body::has_body;

/// What a signature is checked against: a request exactly as it was received, nothing decoded and nothing sorted.
#[derive(Clone, Copy)]
pub struct SignedRequest<'a> {
    pub(super) method: &'a str,
    pub(super) url: &'a str,
    pub(super) headers: &'a dyn Headers,
    pub(super) body: &'a [u8],
}

impl<'a> SignedRequest<'a> {
    /// Creates a request without headers and body.
    ///
    /// `url` is the absolute URL, or, where the validator knows the public URL, the path and the query. Its bytes are
    /// those of the request line: whatever decodes and encodes it again may change what was signed. One that is not UTF-8
    /// cannot be given, and is to be refused; with other characters in the place of such bytes it does not match.
    pub fn new(method: &'a str, url: &'a str) -> Self {
        Self { method, url, headers: &(), body: &[] }
    }

    /// Sets the headers. Those that are looked at are `X-Twilio-Signature`, `X-SignalWire-Signature`,
    /// `X-Twilio-Webhooks-Signature-Settings` and `Content-Type`; after a refusal, `Host` and those with which proxies tell
    /// what they were asked for, to find a hint.
    pub fn headers(mut self, headers: &'a impl Headers) -> Self {
        self.headers = headers;
        self
    }

    /// Sets the body, as it was received. That of a GET is not looked at: its parameters are in the URL.
    pub fn body(mut self, body: &'a [u8]) -> Self {
        self.body = body;
        self
    }

    pub(super) fn header(&self, name: &str) -> Option<&'a str> {
        std::str::from_utf8(self.headers.header(name)?).ok().map(str::trim)
    }

    pub(super) fn has_body(&self) -> bool {
        has_body(self.method)
    }
}

impl fmt::Debug for SignedRequest<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("SignedRequest").field("method", &self.method).finish_non_exhaustive()
    }
}
