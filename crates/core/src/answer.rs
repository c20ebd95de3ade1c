//! An answer of the API, with what is known about how it came.

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::time::Duration;

use http::HeaderMap;

use crate::credentials::Credentials;

/// Headers in which services name a request, in the order in which they are looked at.
const REQUEST_ID_HEADERS: [&str; 4] =
    ["x-request-id", "twilio-request-id", "x-signalwire-request-id", "request-id"];

/// A value that the API answered with, together with the [`Metadata`] of the answer.
///
/// It can be used like the value itself.
#[derive(Clone, Debug)]
pub struct Answer<T> {
    value: T,
    metadata: Metadata,
}

impl<T> Answer<T> {
    pub(crate) fn new(value: T, metadata: Metadata) -> Self {
        Self { value, metadata }
    }

    /// Returns HTTP status, headers, request id, attempts and duration.
    pub fn metadata(&self) -> &Metadata {
        &self.metadata
    }

    /// Returns the value alone.
    pub fn into_inner(self) -> T {
        self.value
    }

    /// Returns the value, and how it came.
    pub fn into_parts(self) -> (T, Metadata) {
        (self.value, self.metadata)
    }
}

impl<T> Deref for Answer<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for Answer<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

/// How an answer came: HTTP status, headers, request id, attempts and duration.
///
/// Where a header holds the auth token, because the server echoes it, `[redacted]` stands in its place.
#[derive(Clone)]
pub struct Metadata {
    status: u16,
    headers: HeaderMap,
    attempts: u32,
    elapsed: Duration,
}

impl Metadata {
    /// Takes what a server echoes of the credentials out of its headers.
    pub(crate) fn new(
        status: u16,
        mut headers: HeaderMap,
        attempts: u32,
        elapsed: Duration,
        credentials: &Credentials,
    ) -> Self {
        credentials.redact_headers(&mut headers);
        Self { status, headers, attempts, elapsed }
    }

    /// Returns the HTTP status, such as 201.
    pub fn http_status(&self) -> u16 {
        self.status
    }

    /// Returns the first value of a header, if it is there and is text. The name's case does not matter.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Returns every header whose value is text, names in lower case, in the order received.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.headers.iter().filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?)))
    }

    /// Returns the API's identifier of the request, for a support ticket.
    pub fn request_id(&self) -> Option<&str> {
        REQUEST_ID_HEADERS.iter().find_map(|name| self.header(name))
    }

    /// Returns how many times the request was tried; 1 if it worked at once.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Returns the time from the caller's request to the end of the answer, retries included.
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }
}

impl fmt::Debug for Metadata {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Metadata")
            .field("http_status", &self.status)
            .field("request_id", &self.request_id())
            .field("attempts", &self.attempts)
            .field("elapsed", &self.elapsed)
            .finish_non_exhaustive()
    }
}
