//! # Errors
//!
//! A function that does something returns `NULL` if it worked, and otherwise an error, which the caller frees.
//!
//! A function that fills something in (`mycpaas_..._set_...`) returns a `const` error, which belongs to the object that
//! was to be filled in: it may be looked at or left alone, and is not freed. The object keeps it, and whatever uses the
//! object fails with the first one. So setters need not be checked one by one.

use std::ffi::{c_char, c_int};
use std::time::Duration;

use mycpaas_bridge::Failure;

use crate::enums::{mycpaas_delivery, mycpaas_error_kind};
use crate::guard::outcome;
use crate::metadata::mycpaas_metadata;
use crate::text::text;
use crate::texts::Texts;

/// What went wrong. It never holds the auth token or the body of a request.
///
/// An error does not change, so any thread may read it.
#[derive(Debug)]
pub struct mycpaas_error {
    failure: Failure,
    metadata: Option<mycpaas_metadata>,
    texts: Texts,
    causes: Texts,
}

/// The places of the texts.
const MESSAGE: usize = 0;
const KIND: usize = 1;
const DELIVERY: usize = 2;
const PARAMETER: usize = 3;
const MORE_INFO: usize = 4;
const REQUEST_ID: usize = 5;
const ELEMENT: usize = 6;
const ATTRIBUTE: usize = 7;

impl mycpaas_error {
    pub(crate) fn new(failure: Box<Failure>) -> Box<Self> {
        let texts = [
            Some(failure.text.as_str()),
            Some(failure.kind.name()),
            Some(failure.delivery.name()),
            failure.parameter.as_deref(),
            failure.more_info.as_deref(),
            failure.request_id(),
            failure.element.as_deref(),
            failure.attribute.as_deref(),
        ];
        Box::new(Self {
            texts: texts.into_iter().collect(),
            causes: failure.causes.iter().map(Some).collect(),
            metadata: failure.metadata.clone().map(mycpaas_metadata::new),
            failure: *failure,
        })
    }

    pub(crate) fn failure(&self) -> Box<Failure> {
        Box::new(self.failure.clone())
    }
}

fn text_at(error: Option<&mycpaas_error>, place: usize) -> *const c_char {
    error.map_or(std::ptr::null(), |error| error.texts.get(place))
}

/// Returns what sort of error it is, or `MYCPAAS_ERROR_KIND_NONE` for `NULL`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_error_kind(error: Option<&mycpaas_error>) -> mycpaas_error_kind {
    error.map_or(mycpaas_error_kind::None, |error| error.failure.kind.into())
}

/// Returns the name of the kind, such as `invalid_argument`; the same in every language. `NULL` for `NULL`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_error_kind_name(error: Option<&mycpaas_error>) -> *const c_char {
    text_at(error, KIND)
}

/// Returns what happened, for a person, in one line or a few. If a call may exist although the error came, it says so.
///
/// Returns an empty text for `NULL`, and never `NULL` itself, so that it can be printed.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_error_message(error: Option<&mycpaas_error>) -> *const c_char {
    error.map_or(c"".as_ptr(), |error| error.texts.get(MESSAGE))
}

/// Returns what became of the request, or `MYCPAAS_DELIVERY_NONE` for `NULL`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_error_delivery(error: Option<&mycpaas_error>) -> mycpaas_delivery {
    error.map_or(mycpaas_delivery::None, |error| error.failure.delivery.into())
}

/// Returns the name of the delivery: `not_sent`, `rejected`, `accepted` or `unknown`. `NULL` for `NULL`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_error_delivery_name(error: Option<&mycpaas_error>) -> *const c_char {
    text_at(error, DELIVERY)
}

/// Says whether a call may have been placed although this error came.
///
/// If so, look for the call (`mycpaas_calls_list()`) before it is placed again. False for `NULL`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_error_may_have_been_placed(error: Option<&mycpaas_error>) -> bool {
    error.is_some_and(|error| error.failure.may_have_been_placed)
}

/// Says whether repeating the request is safe and may help. False for `NULL`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_error_is_retryable(error: Option<&mycpaas_error>) -> bool {
    error.is_some_and(|error| error.failure.is_retryable)
}

/// Returns how many times the request was tried. 0 if it never left the library, and for `NULL`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_error_attempts(error: Option<&mycpaas_error>) -> u32 {
    error.map_or(0, |error| error.failure.attempts)
}

/// Returns the parameter that is wrong, such as `to` or `total_timeout`, or `NULL` where it is about none.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_error_parameter(error: Option<&mycpaas_error>) -> *const c_char {
    text_at(error, PARAMETER)
}

/// Returns the HTTP status of the answer, such as 404, or 0 if no answer came.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_error_http_status(error: Option<&mycpaas_error>) -> c_int {
    error.and_then(|error| error.failure.http_status()).map_or(0, c_int::from)
}

/// Returns the API's own error number, such as 21211, or -1 if it gave none.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_error_api_code(error: Option<&mycpaas_error>) -> i64 {
    error.and_then(|error| error.failure.api_code).map_or(-1, i64::from)
}

/// Returns the address of a page about the error, or `NULL` if the API gave none.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_error_more_info(error: Option<&mycpaas_error>) -> *const c_char {
    text_at(error, MORE_INFO)
}

/// Returns the API's identifier of the request, for a support ticket, or `NULL` if it gave none.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_error_request_id(error: Option<&mycpaas_error>) -> *const c_char {
    text_at(error, REQUEST_ID)
}

/// Returns how long the API asked to wait, in milliseconds, or -1 if it did not.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_error_retry_after_ms(error: Option<&mycpaas_error>) -> i64 {
    milliseconds(error.and_then(|error| error.failure.retry_after))
}

/// Returns status, headers and timing of the answer, or `NULL` if no answer came. It belongs to the error.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_error_metadata(error: Option<&mycpaas_error>) -> Option<&mycpaas_metadata> {
    error.and_then(|error| error.metadata.as_ref())
}

/// Returns the LaML element that is wrong, such as `Gather`, or `NULL` where it is about none.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_error_element(error: Option<&mycpaas_error>) -> *const c_char {
    text_at(error, ELEMENT)
}

/// Returns the LaML attribute that is wrong, such as `numDigits`, or `NULL` where it is about none.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_error_attribute(error: Option<&mycpaas_error>) -> *const c_char {
    text_at(error, ATTRIBUTE)
}

/// Returns the line of a LaML document that could not be read, counted from 1, or 0 where it is about none.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_error_line(error: Option<&mycpaas_error>) -> u32 {
    error.and_then(|error| error.failure.position).map_or(0, |position| position.line)
}

/// Returns the column in that line, in characters counted from 1, or 0 where it is about none.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_error_column(error: Option<&mycpaas_error>) -> u32 {
    error.and_then(|error| error.failure.position).map_or(0, |position| position.column)
}

/// Returns what lay below the error: 0 is the nearest cause, higher ones lie deeper. `NULL` where there is no more.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_error_cause(error: Option<&mycpaas_error>, index: usize) -> *const c_char {
    error.map_or(std::ptr::null(), |error| error.causes.get(index))
}

/// Makes an error of the kind `invalid_argument`, for a layer above this library that looks at arguments itself.
///
/// `parameter` is the name of the argument, and `problem` says what was given and what is allowed: `7 is given; 1 to 5 is
/// allowed`. If one of the two is wrong, the error is about that. Free it with `mycpaas_error_free()`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_error_new_invalid_argument(
    parameter: *const c_char,
    problem: *const c_char,
) -> Box<mycpaas_error> {
    let made =
        outcome(|| Ok(Failure::invalid_argument(text("parameter", parameter)?, text("problem", problem)?)));
    mycpaas_error::new(made.unwrap_or_else(|failure| failure))
}

/// Frees an error that a function returned. `NULL` is fine.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_error_free(error: Option<Box<mycpaas_error>>) {
    drop(error);
}

/// Milliseconds as C reads them: -1 stands for none.
pub(crate) fn milliseconds(span: Option<Duration>) -> i64 {
    span.map_or(-1, |span| i64::try_from(span.as_millis()).unwrap_or(i64::MAX))
}
