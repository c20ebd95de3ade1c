//! How far a request got: whether its body has been handed to a connection.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

const WAITING: u64 = 0;
const ABANDONED: u64 = u64::MAX;

/// Decides once and for all whether a request is sent or given up.
///
/// A connection must claim the right to write before it gets the body, and the caller must abandon the
/// request before it says "not sent". Whichever is first wins, so "not sent" is never a guess.
#[derive(Debug)]
pub(super) struct Progress {
    started: Instant,
    /// `WAITING`, `ABANDONED`, or when the body was taken: microseconds after `started`, plus one.
    state: AtomicU64,
}

impl Progress {
    pub(super) fn start(now: Instant) -> Arc<Self> {
        Arc::new(Self { started: now, state: AtomicU64::new(WAITING) })
    }

    /// Gives the request up. Returns false if it is too late: it may have been sent.
    pub(super) fn abandon(&self) -> bool {
        let swapped = self.state.compare_exchange(WAITING, ABANDONED, Ordering::AcqRel, Ordering::Acquire);
        matches!(swapped, Ok(_) | Err(ABANDONED))
    }

    /// Returns when the body was taken, or nothing if it was not.
    pub(super) fn sent_at(&self) -> Option<Instant> {
        match self.state.load(Ordering::Acquire) {
            WAITING | ABANDONED => None,
            stamp => Some(self.started + Duration::from_micros(stamp - 1)),
        }
    }

    /// Takes the right to write. Returns false if the request was given up before.
    fn claim(&self) -> bool {
        let micros = u64::try_from(self.started.elapsed().as_micros()).unwrap_or(ABANDONED - 2);
        let stamp = micros.saturating_add(1).min(ABANDONED - 1);
        let swapped = self.state.compare_exchange(WAITING, stamp, Ordering::AcqRel, Ordering::Acquire);
        swapped != Err(ABANDONED)
    }
}

/// A request body that claims its [`Progress`] before a connection gets it.
#[derive(Debug)]
pub(super) struct TrackedBody {
    remaining: Option<Bytes>,
    empty: bool,
    progress: Arc<Progress>,
}

impl TrackedBody {
    pub(super) fn new(content: Bytes, progress: Arc<Progress>) -> Self {
        let empty = content.is_empty();
        Self { remaining: (!empty).then_some(content), empty, progress }
    }
}

impl Body for TrackedBody {
    type Data = Bytes;
    type Error = Abandoned;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Abandoned>>> {
        if !self.progress.claim() {
            return Poll::Ready(Some(Err(Abandoned)));
        }
        Poll::Ready(self.remaining.take().map(|content| Ok(Frame::data(content))))
    }

    /// A connection asks this just before it writes the head, and asks nothing more of an empty body.
    fn is_end_stream(&self) -> bool {
        if self.empty { self.progress.claim() } else { self.remaining.is_none() }
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.remaining.as_ref().map_or(0, |content| content.len() as u64))
    }
}

/// The request was given up before a connection took it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Abandoned;

impl fmt::Display for Abandoned {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the request was given up before it was sent")
    }
}

impl std::error::Error for Abandoned {}
