//! One flat error for every language.

use std::any::Any;
use std::error::Error as _;
use std::fmt;
use std::time::Duration;

use mycpaas::laml::Position;
use mycpaas::{Delivery, ErrorKind, Metadata};

/// What bindings return; an error is as large as a pointer.
pub type Result<T> = std::result::Result<T, Box<Failure>>;

/// Any failure, as plain data. [`Display`](fmt::Display) writes what a person is shown.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Failure {
    /// The sort of error.
    pub kind: ErrorKind,
    /// What happened, without the warning that a call may exist.
    pub message: String,
    /// What happened, with that warning.
    pub text: String,
    /// What became of the request.
    pub delivery: Delivery,
    /// Whether a call may have been placed although this error came.
    pub may_have_been_placed: bool,
    /// Whether repeating the request is safe and may help.
    pub is_retryable: bool,
    /// How many times the request was tried.
    pub attempts: u32,
    /// The parameter that is wrong, under its name in the specification.
    pub parameter: Option<String>,
    /// The API's own error number.
    pub api_code: Option<u32>,
    /// The address of a page about the error.
    pub more_info: Option<String>,
    /// How long the API asked to wait.
    pub retry_after: Option<Duration>,
    /// Status, headers and timing of the answer, if there was one.
    pub metadata: Option<Metadata>,
    /// The LaML element that is wrong.
    pub element: Option<String>,
    /// The LaML attribute that is wrong.
    pub attribute: Option<String>,
    /// The place in a LaML document that was parsed.
    pub position: Option<Position>,
    /// What lay below, from the nearest to the root.
    pub causes: Vec<String>,
}

impl Failure {
    /// An error of its kind that nothing else is known of.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Box<Self> {
        let message = message.into();
        Box::new(Self {
            kind,
            text: message.clone(),
            message,
            delivery: Delivery::NotSent,
            may_have_been_placed: false,
            is_retryable: false,
            attempts: 0,
            parameter: None,
            api_code: None,
            more_info: None,
            retry_after: None,
            metadata: None,
            element: None,
            attribute: None,
            position: None,
            causes: Vec::new(),
        })
    }

    /// An argument that is missing or malformed. The problem reads on from the name of the parameter.
    pub fn invalid_argument(parameter: &str, problem: impl fmt::Display) -> Box<Self> {
        let mut failure = Self::new(ErrorKind::InvalidArgument, format!("{parameter}: {problem}"));
        failure.parameter = Some(parameter.to_owned());
        failure
    }

    /// The end of a request that its caller dropped while it was on its way.
    pub fn dropped(problem: &str, places_call: bool) -> Box<Self> {
        let mut failure = Self::new(ErrorKind::Cancelled, problem);
        failure.delivery = Delivery::Unknown;
        failure.may_have_been_placed = places_call;
        if places_call {
            failure.text += ". The call may exist and must not be blindly repeated: look for it first.";
        }
        failure
    }

    /// A panic, which no caller is to blame for. The request may have been sent before.
    pub fn panicked(panic: &(dyn Any + Send)) -> Box<Self> {
        let text = panic.downcast_ref::<&str>().copied();
        let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("unknown");
        let mut failure = Self::new(ErrorKind::Panic, format!("a defect of this library: {text}"));
        failure.delivery = Delivery::Unknown;
        failure
    }

    /// Returns the HTTP status, if the API answered.
    pub fn http_status(&self) -> Option<u16> {
        self.metadata.as_ref().map(Metadata::http_status)
    }

    /// Returns the API's identifier of the request.
    pub fn request_id(&self) -> Option<&str> {
        self.metadata.as_ref().and_then(Metadata::request_id)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

impl std::error::Error for Failure {}

impl From<mycpaas::Error> for Box<Failure> {
    fn from(error: mycpaas::Error) -> Self {
        let mut failure = Failure::new(error.kind(), error.message());
        failure.text = error.to_string();
        failure.delivery = error.delivery();
        failure.may_have_been_placed = error.may_have_been_placed();
        failure.is_retryable = error.is_retryable();
        failure.attempts = error.attempts();
        failure.parameter = error.parameter().map(str::to_owned);
        failure.api_code = error.api_code();
        failure.more_info = error.more_info().map(str::to_owned);
        failure.retry_after = error.retry_after();
        failure.metadata = error.metadata().cloned();
        failure.element = error.element().map(str::to_owned);
        failure.attribute = error.attribute().map(str::to_owned);
        failure.position = error.position();
        let mut below = error.source();
        while let Some(cause) = below {
            failure.causes.push(cause.to_string());
            below = cause.source();
        }
        failure
    }
}
