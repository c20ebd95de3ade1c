//! What the server has seen.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tokio::sync::watch;

use super::payload;

/// The most requests that are kept; later ones are answered and not recorded.
const REQUEST_LIMIT: usize = 100_000;

/// A request of which every byte arrived.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceivedRequest {
    /// The connection on which it came, counted from 1.
    pub connection: usize,
    /// The method.
    pub method: String,
    /// Path and query.
    pub path: String,
    /// The headers in the order in which they came, with the names as they were written.
    pub headers: Vec<(String, String)>,
    /// The body.
    #[serde(with = "payload::of_bytes")]
    pub body: Vec<u8>,
}

impl ReceivedRequest {
    /// Returns the first header of this name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// Returns the body as text; wrong UTF-8 is replaced.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// A request on which the server acted before it was complete, or that the client broke off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartialRequest {
    /// The connection on which it came, counted from 1.
    pub connection: usize,
    /// What the server saw of it: bytes over HTTP/1, the headers as lines over HTTP/2.
    #[serde(with = "payload::of_bytes")]
    pub bytes: Vec<u8>,
}

/// Everything that the server has seen so far.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// How many connections were accepted.
    pub connections: usize,
    /// How many of them are open now. A stall on a request that was not read to its end does not notice that
    /// the client left.
    pub open_connections: usize,
    /// How many TLS handshakes failed.
    pub failed_handshakes: usize,
    /// HTTP/2: how many streams the client reset.
    pub client_resets: usize,
    /// How many times the server has come to a step at which it waits. Over HTTP/1 all that stands before it is sent.
    pub pauses: usize,
    /// The requests that arrived completely.
    pub received: Vec<ReceivedRequest>,
    /// The requests that did not.
    pub partial: Vec<PartialRequest>,
}

impl Record {
    /// Says in one line what was seen.
    pub fn summary(&self) -> String {
        format!(
            "{} connections ({} open), {} requests, {} partial, {} failed handshakes, {} streams reset",
            self.connections,
            self.open_connections,
            self.received.len(),
            self.partial.len(),
            self.failed_handshakes,
            self.client_resets,
        )
    }

    /// Returns how many requests with this method arrived completely.
    pub fn count(&self, method: &str) -> usize {
        self.received.iter().filter(|request| request.method == method).count()
    }
}

/// The record, shared between the connections and whoever waits for something to appear in it.
#[derive(Clone, Debug)]
pub(super) struct Log(Arc<watch::Sender<Record>>);

impl Log {
    pub(super) fn new() -> Self {
        Self(Arc::new(watch::Sender::new(Record::default())))
    }

    pub(super) fn change(&self, change: impl FnOnce(&mut Record)) {
        self.0.send_modify(change);
    }

    pub(super) fn read<T>(&self, read: impl FnOnce(&Record) -> T) -> T {
        read(&self.0.borrow())
    }

    pub(super) fn subscribe(&self) -> watch::Receiver<Record> {
        self.0.subscribe()
    }

    pub(super) fn received(&self, request: ReceivedRequest) {
        self.change(|record| push(&mut record.received, request));
    }

    pub(super) fn partial(&self, connection: usize, bytes: Vec<u8>) {
        self.change(|record| push(&mut record.partial, PartialRequest { connection, bytes }));
    }
}

fn push<T>(list: &mut Vec<T>, item: T) {
    if list.len() < REQUEST_LIMIT {
        list.push(item);
    }
}
