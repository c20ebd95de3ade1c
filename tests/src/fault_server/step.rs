//! One thing that the server does on a connection.

use std::future::pending;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio::sync::Semaphore;

use super::answer::Answer;
use super::payload::Payload;
use super::record::Log;

/// One thing that the server does; a behaviour is a list of them.
///
/// In JSON a step without fields is its name (`"close"`), one with fields is an object
/// (`{"head": {"status": 201}}`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Sends a whole answer.
    Answer(Answer),
    /// Sends a status and exactly these headers, and no end.
    Head {
        /// The HTTP status.
        status: u16,
        /// The headers.
        #[serde(default)]
        headers: Vec<(String, String)>,
    },
    /// Sends bytes: over HTTP/1 as they are, over HTTP/2 in DATA frames of the stream.
    Write(Payload),
    /// Sends bytes as they are, over HTTP/2 as well.
    Raw(Payload),
    /// Sends bytes a few at a time, as `Write` does.
    Trickle {
        /// What is sent.
        payload: Payload,
        /// How many bytes at a time; at least one.
        size: usize,
        /// The pause after each, in milliseconds.
        every_ms: u64,
    },
    /// Sends the same bytes again and again, as `Write` does, until the client is gone.
    Endless(Payload),
    /// Waits so many milliseconds.
    Wait(u64),
    /// Waits for one [`release`](super::TestServer::release).
    AwaitRelease,
    /// Does nothing more, and keeps the connection open.
    Stall,
    /// Closes the connection properly, with a TLS `close_notify`. Unread bytes make the kernel send a reset.
    Close,
    /// Closes the TCP connection without the TLS `close_notify`, as an attacker or a crash would.
    Cut,
    /// Resets the TCP connection.
    Reset,
    /// HTTP/2: ends the stream.
    EndStream,
    /// HTTP/2: resets the stream with an error code, such as 7 for `REFUSED_STREAM`.
    ResetStream(u32),
    /// HTTP/2: says that the connection goes away.
    GoAway {
        /// The last stream that the server says it processed.
        last: LastStream,
        /// The error code; 0 for none.
        code: u32,
    },
}

/// The last stream of a GOAWAY.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LastStream {
    /// The stream before this one: this one was not processed.
    Below,
    /// This stream: it may have been processed.
    Including,
}

impl LastStream {
    pub(super) fn identifier(self, stream: u32) -> u32 {
        match self {
            Self::Below => stream.saturating_sub(2),
            Self::Including => stream,
        }
    }
}

/// How the server leaves a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// It does not.
    Open,
    Close,
    Cut,
    Reset,
}

impl Step {
    /// Says whether this step needs HTTP/2.
    pub(super) fn is_for_http2(&self) -> bool {
        matches!(self, Self::EndStream | Self::ResetStream(_) | Self::GoAway { .. })
    }

    /// Returns how the step leaves the connection.
    pub(super) fn ending(&self) -> Ending {
        match self {
            Self::Close => Ending::Close,
            Self::Cut => Ending::Cut,
            Self::Reset => Ending::Reset,
            _ => Ending::Open,
        }
    }

    /// Waits as long as the step says, which for all but three is not at all.
    pub(super) async fn pause(&self, releases: &Semaphore, log: &Log) {
        if self.is_pause() {
            log.change(|record| record.pauses += 1);
        }
        match self {
            Self::Wait(milliseconds) => tokio::time::sleep(Duration::from_millis(*milliseconds)).await,
            Self::AwaitRelease => match releases.acquire().await {
                Ok(permit) => permit.forget(),
                Err(_) => pending().await,
            },
            Self::Stall => pending().await,
            _ => {}
        }
    }

    pub(super) fn is_pause(&self) -> bool {
        matches!(self, Self::Wait(_) | Self::AwaitRelease | Self::Stall)
    }
}
