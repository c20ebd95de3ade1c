//! A request that is arriving on a stream.

use tokio::task::AbortHandle;

use super::super::behaviour::Behaviour;
use super::super::record::ReceivedRequest;

/// A request of which HEADERS have begun to arrive.
#[derive(Debug, Default)]
pub(super) struct Incoming {
    /// The packed headers, while more of them are to come.
    pub(super) block: Vec<u8>,
    /// HEADERS said that nothing follows them.
    pub(super) ends_with_headers: bool,
    headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
    /// What is to be done when the request is complete.
    pub(super) waiting: Option<Behaviour>,
    /// What is being done.
    pub(super) task: Option<AbortHandle>,
}

impl Incoming {
    /// Takes the unpacked headers; trailers are dropped.
    pub(super) fn set_headers(&mut self, fields: Vec<(Vec<u8>, Vec<u8>)>) {
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        if self.headers.is_empty() {
            self.headers = fields.into_iter().map(|(name, value)| (text(name), text(value))).collect();
        }
    }

    /// Says whether the headers are there, so that the next block holds trailers.
    pub(super) fn has_headers(&self) -> bool {
        !self.headers.is_empty()
    }

    /// Returns the headers as lines.
    pub(super) fn lines(&self) -> Vec<u8> {
        self.headers.iter().flat_map(|(name, value)| format!("{name}: {value}\r\n").into_bytes()).collect()
    }

    /// Takes the complete request out.
    pub(super) fn take_request(&mut self, connection: usize) -> ReceivedRequest {
        let (pseudo, headers): (Vec<_>, Vec<_>) =
            self.headers.iter().cloned().partition(|(name, _)| name.starts_with(':'));
        let find = |wanted| pseudo.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.clone());
        ReceivedRequest {
            connection,
            method: find(":method").unwrap_or_default(),
            path: find(":path").unwrap_or_default(),
            headers,
            body: std::mem::take(&mut self.body),
        }
    }
}
