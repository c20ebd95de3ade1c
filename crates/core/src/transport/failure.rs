//! What a failed exchange means: told by the stage that failed, never by the text of an error.

use std::error::Error as StdError;
use std::io;

use crate::error::{Delivery, ErrorKind};

use super::progress::Progress;
use super::setup::NameNotResolved;

/// An exchange that did not bring an answer, or not a whole one.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) kind: ErrorKind,
    pub(crate) message: &'static str,
    pub(crate) delivery: Delivery,
    pub(crate) source: Option<Box<dyn StdError + Send + Sync>>,
}

impl Failure {
    pub(super) fn timeout(message: &'static str, delivery: Delivery) -> Self {
        Self {
            kind: ErrorKind::Timeout,
            message,
            delivery,
            source: None,
        }
    }

    /// Classifies an error that came before the head of an answer.
    pub(super) fn before_answer(error: reqwest::Error, progress: &Progress) -> Self {
        let (kind, message, not_sent) = if find::<NameNotResolved>(&error).is_some() {
            (
                ErrorKind::Connection,
                "the host's name could not be resolved",
                true,
            )
        } else if error.is_connect() {
            if find::<rustls::Error>(&error).is_some() {
                (ErrorKind::Tls, "a trusted TLS connection could not be made", true)
            } else if error.is_timeout() {
                (
                    ErrorKind::Timeout,
                    "no connection was made within the connect time-out",
                    true,
                )
            } else {
                (ErrorKind::Connection, "no connection could be made", true)
            }
        } else if find::<h2::Error>(&error).is_some_and(was_not_processed) {
            (
                ErrorKind::Connection,
                "the server turned the request away before it looked at it",
                true,
            )
        } else if progress.abandon() {
            (
                ErrorKind::Connection,
                "the connection was closed before the request was sent",
                true,
            )
        } else if find::<hyper::Error>(&error).is_some_and(hyper::Error::is_parse) {
            (ErrorKind::Decode, "the server's answer is not HTTP", false)
        } else {
            (
                ErrorKind::Connection,
                "the connection broke before an answer came",
                false,
            )
        };
        let delivery = if not_sent {
            Delivery::NotSent
        } else {
            Delivery::Unknown
        };
        Self {
            kind,
            message,
            delivery,
            source: Some(Box::new(error.without_url())),
        }
    }

    /// Describes an error in the middle of an answer whose status is known.
    pub(super) fn within_answer(error: reqwest::Error, delivery: Delivery) -> Self {
        let message = "the connection broke in the middle of the answer";
        let source = Some(Box::new(error.without_url()) as Box<_>);
        Self {
            kind: ErrorKind::Connection,
            message,
            delivery,
            source,
        }
    }
}

/// HTTP/2 says of a refused stream, and of one above the last of a GOAWAY, that it was not processed.
///
/// A stream gets a remote GOAWAY as its error only if it is above the last one that the server takes.
fn was_not_processed(error: &h2::Error) -> bool {
    error.is_remote()
        && (error.is_go_away() || (error.is_reset() && error.reason() == Some(h2::Reason::REFUSED_STREAM)))
}

/// Finds an error of one type in a chain of causes.
fn find<'a, T: StdError + 'static>(error: &'a (dyn StdError + 'static)) -> Option<&'a T> {
    let mut current = Some(error);
    while let Some(error) = current {
        if let Some(found) = error.downcast_ref::<T>() {
            return Some(found);
        }
        // An I/O error hides what it wraps: its source is the source of that.
        let wrapped = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        current = match wrapped {
            Some(wrapped) => Some(wrapped),
            None => error.source(),
        };
    }
    None
}
