//! What a failed exchange means: told by the stage that failed, never by the text of an error.

use std::error::Error as StdError;
use std::{io, iter};

use crate::error::{Delivery, ErrorKind};

use super::progress::Progress;
use super::setup::NameNotResolved;

/// An exchange that did not bring an answer, or not a whole one.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) kind: ErrorKind,
    pub(crate) message: String,
    pub(crate) delivery: Delivery,
    pub(crate) source: Option<Box<dyn StdError + Send + Sync>>,
}

impl Failure {
    pub(super) fn timeout(message: &str, delivery: Delivery) -> Self {
        Self { kind: ErrorKind::Timeout, message: message.to_owned(), delivery, source: None }
    }

    /// Gives a request up for its caller before the head of an answer came.
    pub(super) fn cancelled_before_answer(progress: &Progress) -> Self {
        if progress.abandon() {
            Self::cancelled("the request was cancelled before it was sent", Delivery::NotSent)
        } else {
            Self::cancelled("the request was cancelled before an answer came", Delivery::Unknown)
        }
    }

    pub(super) fn cancelled_within_answer(delivery: Delivery) -> Self {
        Self::cancelled("the request was cancelled in the middle of the answer", delivery)
    }

    fn cancelled(message: &str, delivery: Delivery) -> Self {
        Self { kind: ErrorKind::Cancelled, message: message.to_owned(), delivery, source: None }
    }

    /// Classifies an error that came before the head of an answer.
    pub(super) fn before_answer(error: reqwest::Error, progress: &Progress) -> Self {
        let not_sent = |kind, message| (kind, message, Delivery::NotSent);
        let (kind, message, delivery) = if find::<NameNotResolved>(&error).is_some() {
            not_sent(ErrorKind::Connection, "the host's name could not be resolved")
        } else if error.is_connect() && find::<rustls::Error>(&error).is_some() {
            not_sent(ErrorKind::Tls, "no trusted TLS connection could be made")
        } else if error.is_connect() && error.is_timeout() {
            not_sent(ErrorKind::Timeout, "no connection was made within the connect time-out")
        } else if error.is_connect() {
            not_sent(ErrorKind::Connection, "no connection could be made")
        } else if find::<h2::Error>(&error).is_some_and(was_not_processed) {
            not_sent(ErrorKind::Connection, "the server turned the request away before it looked at it")
        } else if progress.abandon() {
            not_sent(ErrorKind::Connection, "the connection was closed before the request was sent")
        } else if find::<hyper::Error>(&error).is_some_and(hyper::Error::is_parse) {
            (ErrorKind::Decode, "the server's answer is not HTTP", Delivery::Unknown)
        } else {
            (ErrorKind::Connection, "the connection broke before an answer came", Delivery::Unknown)
        };
        Self::caused_by(error, kind, message, delivery)
    }

    /// Describes an error in the middle of an answer whose status is known.
    pub(super) fn within_answer(error: reqwest::Error, delivery: Delivery) -> Self {
        let message = "the connection broke in the middle of the answer";
        Self::caused_by(error, ErrorKind::Connection, message, delivery)
    }

    fn caused_by(error: reqwest::Error, kind: ErrorKind, message: &str, delivery: Delivery) -> Self {
        let error = error.without_url();
        let message = format!("{message} ({})", root(&error));
        Self { kind, message, delivery, source: Some(Box::new(error)) }
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
    causes(error).find_map(|cause| cause.downcast_ref::<T>())
}

/// Returns the innermost cause, which says most.
fn root<'a>(error: &'a (dyn StdError + 'static)) -> &'a (dyn StdError + 'static) {
    causes(error).last().unwrap_or(error)
}

fn causes<'a>(error: &'a (dyn StdError + 'static)) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    iter::successors(Some(error), |&error| {
        // An I/O error hides what it wraps: its source is the source of that.
        match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
            Some(wrapped) => Some(wrapped),
            None => error.source(),
        }
    })
}
