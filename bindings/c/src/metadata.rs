//! # How an answer came

use std::ffi::{c_char, c_int};
use std::ptr;
use std::sync::OnceLock;

use mycpaas_bridge::Metadata;

use crate::guard::guard_or;
use crate::named::Named;
use crate::text::text;
use crate::texts::Texts;

/// HTTP status, headers and timing of an answer. It belongs to the object that it was taken from.
#[derive(Debug)]
pub struct mycpaas_metadata {
    metadata: Metadata,
    request_id: OnceLock<Texts>,
    headers: OnceLock<Named>,
}

impl mycpaas_metadata {
    pub(crate) fn new(metadata: Metadata) -> Self {
        Self { metadata, request_id: OnceLock::new(), headers: OnceLock::new() }
    }

    pub(crate) fn copy(&self) -> Self {
        Self::new(self.metadata.clone())
    }

    fn headers(&self) -> &Named {
        let read = |(name, value)| (name, Some(value));
        self.headers.get_or_init(|| self.metadata.headers().map(read).collect())
    }
}

/// Returns the HTTP status, such as 201. 0 for `NULL`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_metadata_http_status(metadata: Option<&mycpaas_metadata>) -> c_int {
    metadata.map_or(0, |own| own.metadata.http_status().into())
}

/// Returns the API's identifier of the request, for a support ticket, or `NULL` if it gave none.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_metadata_request_id(metadata: Option<&mycpaas_metadata>) -> *const c_char {
    let read = |own: &Metadata| [own.request_id()].into_iter().collect();
    let find = |own: &mycpaas_metadata| own.request_id.get_or_init(|| read(&own.metadata)).get(0);
    guard_or(ptr::null(), || metadata.map_or(ptr::null(), find))
}

/// Returns how many times the request was tried; 1 if it worked at once. 0 for `NULL`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_metadata_attempts(metadata: Option<&mycpaas_metadata>) -> u32 {
    metadata.map_or(0, |own| own.metadata.attempts())
}

/// Returns the time from the request to the end of the answer, in seconds, retries included. 0 for `NULL`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_metadata_elapsed(metadata: Option<&mycpaas_metadata>) -> f64 {
    metadata.map_or(0.0, |own| own.metadata.elapsed().as_secs_f64())
}

/// Returns the first value of a header, whose case does not matter, or `NULL` if it is not there.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_metadata_header(
    metadata: Option<&mycpaas_metadata>,
    name: *const c_char,
) -> *const c_char {
    guard_or(ptr::null(), || match (metadata, text("name", name)) {
        (Some(own), Ok(name)) => own.headers().find(|known| known.eq_ignore_ascii_case(name)),
        _ => ptr::null(),
    })
}

/// Returns how many headers there are. One that came twice counts twice. 0 for `NULL`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_metadata_header_count(metadata: Option<&mycpaas_metadata>) -> usize {
    guard_or(0, || metadata.map_or(0, |own| own.headers().len()))
}

/// Returns the name of a header, in lower case, or `NULL` where there is no more.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_metadata_header_name(
    metadata: Option<&mycpaas_metadata>,
    index: usize,
) -> *const c_char {
    guard_or(ptr::null(), || metadata.map_or(ptr::null(), |own| own.headers().name(index)))
}

/// Returns the value of a header, or `NULL` where there is no more.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_metadata_header_value(
    metadata: Option<&mycpaas_metadata>,
    index: usize,
) -> *const c_char {
    guard_or(ptr::null(), || metadata.map_or(ptr::null(), |own| own.headers().value(index)))
}
