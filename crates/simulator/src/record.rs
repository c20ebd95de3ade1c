//! What the server received.

use std::collections::VecDeque;
use std::fmt;
use std::sync::Mutex;

use bytes::Bytes;
use http::header::AUTHORIZATION;
use http::{HeaderMap, Method};
use url::form_urlencoded;

use crate::lock;

/// One request that the server received and read.
#[derive(Clone)]
#[non_exhaustive]
pub struct ReceivedRequest {
    /// The method.
    pub method: Method,
    /// The path, as it was sent.
    pub path: String,
    /// The query, as it was sent, without the question mark.
    pub query: Option<String>,
    /// The headers, `Authorization` included; [`Debug`](fmt::Debug) hides that one.
    pub headers: HeaderMap,
    /// The body. Empty if it was over the limit, and answered with 413.
    pub body: Bytes,
}

impl ReceivedRequest {
    /// Returns the pairs of the form in the body, in the order they came.
    pub fn form(&self) -> Vec<(String, String)> {
        form_urlencoded::parse(&self.body).into_owned().collect()
    }

    /// Returns the first value of a parameter of the form in the body.
    pub fn parameter(&self, name: &str) -> Option<String> {
        self.form().into_iter().find_map(|(key, value)| (key == name).then_some(value))
    }

    /// Returns the first value of a header, unless it is missing or no text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Says whether this is a request with that method (any, if empty) and that text in its path.
    pub fn matches(&self, method: &str, path: &str) -> bool {
        (method.is_empty() || self.method.as_str().eq_ignore_ascii_case(method)) && self.path.contains(path)
    }

    /// Lists the headers as text, without the credentials.
    pub(crate) fn safe_headers(&self) -> Vec<(String, String)> {
        let safe = |(name, value): (&http::HeaderName, &http::HeaderValue)| {
            let hidden = name == AUTHORIZATION;
            let text = if hidden { "(hidden)".into() } else { String::from_utf8_lossy(value.as_bytes()) };
            (name.to_string(), text.into_owned())
        };
        self.headers.iter().map(safe).collect()
    }
}

impl fmt::Debug for ReceivedRequest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ReceivedRequest")
            .field("method", &self.method)
            .field("path", &self.path)
            .field("query", &self.query)
            .field("headers", &self.safe_headers())
            .field("body", &self.body)
            .finish()
    }
}

/// The latest requests, and how many there were in all.
#[derive(Debug)]
pub(crate) struct RequestLog {
    limit: usize,
    entries: Mutex<(u64, VecDeque<ReceivedRequest>)>,
}

impl RequestLog {
    pub(crate) fn new(limit: usize) -> Self {
        Self { limit, entries: Mutex::default() }
    }

    pub(crate) fn add(&self, request: ReceivedRequest) {
        let mut entries = lock(&self.entries);
        entries.0 += 1;
        entries.1.push_back(request);
        if entries.1.len() > self.limit {
            entries.1.pop_front();
        }
    }

    pub(crate) fn all(&self) -> Vec<ReceivedRequest> {
        lock(&self.entries).1.iter().cloned().collect()
    }

    pub(crate) fn total(&self) -> u64 {
        lock(&self.entries).0
    }

    pub(crate) fn matching(&self, method: &str, path: &str) -> Vec<ReceivedRequest> {
        let entries = lock(&self.entries);
        entries.1.iter().filter(|request| request.matches(method, path)).cloned().collect()
    }

    pub(crate) fn clear(&self) {
        *lock(&self.entries) = (0, VecDeque::new());
    }
}
