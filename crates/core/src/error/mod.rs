//! What can go wrong, told so that a caller knows what to do next.

mod delivery;
mod generated;
mod kind;
mod laml;

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use crate::answer::Metadata;
use crate::retry;

pub use delivery::Delivery;
pub use generated::ErrorKind;

/// What a request does at the API if it arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    Read,
    Write,
    PlacesCall,
}

/// Any failure of this library.
///
/// It never holds the auth token, the Authorization header or a request body.
pub struct Error {
    pub(crate) inner: Box<Inner>,
}

pub(crate) struct Inner {
    pub(crate) kind: ErrorKind,
    pub(crate) message: String,
    pub(crate) delivery: Delivery,
    pub(crate) effect: Effect,
    pub(crate) parameter: Option<String>,
    pub(crate) api_code: Option<u32>,
    pub(crate) more_info: Option<String>,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) attempts: u32,
    pub(crate) metadata: Option<Metadata>,
    pub(crate) place: Option<Box<laml::Place>>,
    pub(crate) source: Option<Box<dyn StdError + Send + Sync>>,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self {
            inner: Box::new(Inner {
                kind,
                message: message.into(),
                delivery: Delivery::NotSent,
                effect: Effect::Read,
                parameter: None,
                api_code: None,
                more_info: None,
                retry_after: None,
                attempts: 0,
                metadata: None,
                place: None,
                source: None,
            }),
        }
    }

    pub(crate) fn configuration(parameter: &str, problem: impl fmt::Display) -> Self {
        Self::new(ErrorKind::Configuration, format!("{parameter}: {problem}")).with_parameter(parameter)
    }

    pub(crate) fn invalid_argument(parameter: &str, problem: impl fmt::Display) -> Self {
        Self::new(ErrorKind::InvalidArgument, format!("{parameter}: {problem}")).with_parameter(parameter)
    }

    fn with_parameter(mut self, parameter: &str) -> Self {
        self.inner.parameter = Some(parameter.to_owned());
        self
    }

    pub(crate) fn with_source(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.inner.source = Some(source.into());
        self
    }

    pub(crate) fn with_delivery(mut self, delivery: Delivery) -> Self {
        self.inner.delivery = delivery;
        self
    }

    pub(crate) fn with_effect(mut self, effect: Effect) -> Self {
        self.inner.effect = effect;
        self
    }

    /// Returns the sort of error.
    pub fn kind(&self) -> ErrorKind {
        self.inner.kind
    }

    /// Returns what happened, in one or two sentences for a person.
    pub fn message(&self) -> &str {
        &self.inner.message
    }

    /// Returns the parameter that is wrong, under the name that the caller knows it by.
    pub fn parameter(&self) -> Option<&str> {
        self.inner.parameter.as_deref()
    }

    /// Returns the HTTP status, if the API answered.
    pub fn http_status(&self) -> Option<u16> {
        self.inner.metadata.as_ref().map(Metadata::http_status)
    }

    /// Returns the API's own error number, such as 21211.
    pub fn api_code(&self) -> Option<u32> {
        self.inner.api_code
    }

    /// Returns the address of a page about the error, if the API gave one.
    pub fn more_info(&self) -> Option<&str> {
        self.inner.more_info.as_deref()
    }

    /// Returns the API's identifier of the request, for a support ticket.
    pub fn request_id(&self) -> Option<&str> {
        self.inner.metadata.as_ref().and_then(Metadata::request_id)
    }

    /// Returns how long the API asked to wait, exactly as it asked.
    pub fn retry_after(&self) -> Option<Duration> {
        self.inner.retry_after
    }

    /// Returns status, headers and timing of the answer, if the API answered.
    pub fn metadata(&self) -> Option<&Metadata> {
        self.inner.metadata.as_ref()
    }

    /// Returns how many times the request was tried. Zero if it never left the library.
    pub fn attempts(&self) -> u32 {
        self.inner.attempts
    }

    /// Says what became of the request.
    pub fn delivery(&self) -> Delivery {
        self.inner.delivery
    }

    /// Says whether a call may have been placed although this error came.
    ///
    /// True only for requests that place a call. When it is true, look for the call
    /// ([`Calls::list`](crate::Calls::list)) before it is placed again.
    pub fn may_have_been_placed(&self) -> bool {
        self.inner.effect == Effect::PlacesCall
            && matches!(self.inner.delivery, Delivery::Accepted | Delivery::Unknown)
    }

    /// Says whether repeating the request is safe and may help.
    ///
    /// For a write that means: it was certainly not sent, or the API said 429.
    pub fn is_retryable(&self) -> bool {
        retry::may_repeat(self)
    }

    /// Says in words what the caller must know about a write that may have happened.
    fn warning(&self) -> Option<&'static str> {
        match (self.inner.effect, self.inner.delivery) {
            (Effect::PlacesCall, Delivery::Unknown) => {
                Some("The call may exist and must not be blindly repeated: look for it first.")
            }
            (Effect::PlacesCall, Delivery::Accepted) => {
                Some("The API accepted the request, so the call exists and must not be repeated.")
            }
            (Effect::Write, Delivery::Unknown) => {
                Some("The request may have taken effect and must not be blindly repeated.")
            }
            (Effect::Write, Delivery::Accepted) => Some("The API accepted the request."),
            _ => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.inner.message)?;
        match self.warning() {
            Some(warning) => write!(formatter, ". {warning}"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = formatter.debug_struct("Error");
        debug.field("kind", &self.inner.kind).field("message", &self.inner.message);
        debug.field("delivery", &self.inner.delivery).field("attempts", &self.inner.attempts);
        if let Some(status) = self.http_status() {
            debug.field("http_status", &status);
        }
        if let Some(code) = self.inner.api_code {
            debug.field("api_code", &code);
        }
        if let Some(request_id) = self.request_id() {
            debug.field("request_id", &request_id);
        }
        if let Some(place) = &self.inner.place {
            debug.field("place", place);
        }
        if let Some(source) = &self.inner.source {
            debug.field("source", &format_args!("{source}"));
        }
        debug.finish_non_exhaustive()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.inner.source.as_deref().map(|source| source as &(dyn StdError + 'static))
    }
}
