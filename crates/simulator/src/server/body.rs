//! The body of an answer, whole or broken.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

use super::gate::Turn;

/// What is left to send.
#[derive(Debug)]
enum Rest {
    Whole(Bytes),
    /// The first half of a body that breaks.
    Half(Bytes),
    /// Gives the first half time to leave.
    Pause,
    Break,
    Nothing,
}

/// The body of an answer. The turn goes back to the client when it is done with.
#[derive(Debug)]
pub(super) struct AnswerBody {
    rest: Rest,
    turn: Turn,
}

impl AnswerBody {
    pub(super) fn whole(bytes: Bytes, turn: Turn) -> Self {
        Self { rest: if bytes.is_empty() { Rest::Nothing } else { Rest::Whole(bytes) }, turn }
    }

    /// Returns a body that breaks after its first half. An empty one cannot.
    pub(super) fn half(mut bytes: Bytes, turn: Turn) -> Self {
        if bytes.is_empty() {
            return Self::whole(bytes, turn);
        }
        bytes.truncate(bytes.len() / 2);
        Self { rest: Rest::Half(bytes), turn }
    }
}

impl Body for AnswerBody {
    type Data = Bytes;
    type Error = Broken;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Broken>>> {
        match std::mem::replace(&mut self.rest, Rest::Nothing) {
            Rest::Whole(bytes) => Poll::Ready(Some(Ok(Frame::data(bytes)))),
            Rest::Half(bytes) => {
                self.rest = Rest::Pause;
                Poll::Ready(Some(Ok(Frame::data(bytes))))
            }
            Rest::Pause => {
                self.rest = Rest::Break;
                context.waker().wake_by_ref();
                Poll::Pending
            }
            Rest::Break => Poll::Ready(Some(Err(Broken))),
            Rest::Nothing => Poll::Ready(None),
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(self.rest, Rest::Nothing)
    }

    fn size_hint(&self) -> SizeHint {
        match &self.rest {
            Rest::Whole(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Rest::Nothing => SizeHint::with_exact(0),
            _ => SizeHint::default(),
        }
    }
}

impl Drop for AnswerBody {
    fn drop(&mut self) {
        self.turn.answer_ended();
    }
}

/// A fault that was asked for: the connection is closed.
#[derive(Debug)]
pub(super) struct Broken;

impl fmt::Display for Broken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("closed on demand")
    }
}

impl std::error::Error for Broken {}
