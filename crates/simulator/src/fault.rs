//! Faults on demand.

use std::collections::VecDeque;
use std::sync::Mutex;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};

use crate::lock;

/// What goes wrong.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum FaultKind {
    CloseBeforeReading,
    CloseAfterReading,
    CloseInsteadOfAnswering,
    CloseMidAnswer,
    Delay(Duration),
    Answer { status: StatusCode, headers: HeaderMap, body: Bytes },
}

/// Something that goes wrong with one of the next requests.
///
/// Faults wait in a queue, and each request takes the first one that is meant for it. Requests to
/// the control endpoints take none.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    pub(crate) kind: FaultKind,
    method: Option<Method>,
    path: Option<String>,
}

impl Fault {
    /// Closes the connection when a request arrives, without reading a byte of it.
    ///
    /// Works on a fresh connection and on one that was used before. The request is not counted as
    /// received. Nobody knows its method and path, so a fault of this kind is for any request.
    pub fn close_before_reading() -> Self {
        Self::of(FaultKind::CloseBeforeReading)
    }

    /// Reads and counts a request, does nothing about it, and closes the connection without an answer.
    pub fn close_after_reading() -> Self {
        Self::of(FaultKind::CloseAfterReading)
    }

    /// Does what a request asks for (a call is placed), and closes the connection without an answer.
    pub fn close_instead_of_answering() -> Self {
        Self::of(FaultKind::CloseInsteadOfAnswering)
    }

    /// Does what a request asks for, and closes the connection after half of the answer's body.
    ///
    /// The answer declares its whole length. One without a body is complete and cannot be broken.
    pub fn close_mid_answer() -> Self {
        Self::of(FaultKind::CloseMidAnswer)
    }

    /// Waits, in real time, before doing what a request asks for.
    pub fn delay(time: Duration) -> Self {
        Self::of(FaultKind::Delay(time))
    }

    /// Answers with this HTTP status and an empty body, and does nothing about the request.
    ///
    /// A number that is no final status (200 to 599) becomes 500.
    pub fn answer(status: u16) -> Self {
        let final_status = StatusCode::from_u16(status).ok().filter(|_| (200..600).contains(&status));
        let status = final_status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Self::of(FaultKind::Answer { status, headers: HeaderMap::new(), body: Bytes::new() })
    }

    /// Adds a header to the answer of [`Fault::answer`]; one that HTTP forbids is left out.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        let header = (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(value));
        if let (FaultKind::Answer { headers, .. }, (Ok(name), Ok(value))) = (&mut self.kind, header) {
            headers.append(name, value);
        }
        self
    }

    /// Sets the body of the answer of [`Fault::answer`].
    pub fn body(mut self, text: impl Into<Bytes>) -> Self {
        if let FaultKind::Answer { body, .. } = &mut self.kind {
            *body = text.into();
        }
        self
    }

    /// Keeps the fault for requests with this method.
    pub fn on_method(mut self, method: Method) -> Self {
        self.method = Some(method);
        self
    }

    /// Keeps the fault for requests with this text in their path.
    pub fn on_path(mut self, path: impl Into<String>) -> Self {
        self.path = Some(path.into());
        self
    }

    fn of(kind: FaultKind) -> Self {
        Self { kind, method: None, path: None }
    }

    fn is_for(&self, method: &Method, path: &str) -> bool {
        self.kind != FaultKind::CloseBeforeReading
            && self.method.as_ref().is_none_or(|wanted| wanted == method)
            && self.path.as_ref().is_none_or(|wanted| path.contains(wanted.as_str()))
    }

    fn is_for_any(&self) -> bool {
        self.kind == FaultKind::CloseBeforeReading || (self.method.is_none() && self.path.is_none())
    }
}

/// The most faults that wait; further ones are dropped.
const LIMIT: usize = 10_000;

/// The faults that wait for a request.
#[derive(Debug, Default)]
pub(crate) struct FaultQueue(Mutex<VecDeque<Fault>>);

impl FaultQueue {
    pub(crate) fn add(&self, fault: &Fault, times: usize) {
        let mut queue = lock(&self.0);
        let room = LIMIT.saturating_sub(queue.len());
        queue.extend(std::iter::repeat_n(fault, times.min(room)).cloned());
    }

    /// Takes the first fault that is meant for a request which was read.
    pub(crate) fn take(&self, method: &Method, path: &str) -> Option<FaultKind> {
        let mut queue = lock(&self.0);
        let place = queue.iter().position(|fault| fault.is_for(method, path))?;
        queue.remove(place).map(|fault| fault.kind)
    }

    /// Says whether the next request, whatever it is, is not to be read.
    pub(crate) fn next_is_unread(&self) -> bool {
        unread(&lock(&self.0)).is_some()
    }

    /// Takes the fault that [`next_is_unread`](Self::next_is_unread) saw, unless another request took it.
    pub(crate) fn take_unread(&self) -> bool {
        let mut queue = lock(&self.0);
        unread(&queue).and_then(|place| queue.remove(place)).is_some()
    }

    pub(crate) fn clear(&self) {
        lock(&self.0).clear();
    }
}

/// Finds a fault that closes before reading, if no other fault for any request comes first.
fn unread(queue: &VecDeque<Fault>) -> Option<usize> {
    let (place, fault) = queue.iter().enumerate().find(|(_, fault)| fault.is_for_any())?;
    (fault.kind == FaultKind::CloseBeforeReading).then_some(place)
}
