//! # Response
//!
//! The answer to a request that the library has no function for. Its body belongs to it.

use std::ffi::c_char;
use std::ptr;

use mycpaas_bridge::{Reply, Result};

use crate::call::unexpected;
use crate::metadata::mycpaas_metadata;

/// An answer, whose body was not looked at.
#[derive(Debug)]
pub struct mycpaas_response {
    /// With a NUL at its end, for those who take it as a text.
    body: Vec<u8>,
    metadata: mycpaas_metadata,
}

impl mycpaas_response {
    pub(crate) fn of_reply(reply: Reply) -> Result<Self> {
        match reply {
            Reply::Body(mut body, metadata) => {
                body.push(0);
                Ok(Self { body, metadata: mycpaas_metadata::new(metadata) })
            }
            _ => Err(unexpected()),
        }
    }
}

/// Returns the body, with a NUL after it. It may hold others. `NULL` for `NULL`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_response_body(response: Option<&mycpaas_response>) -> *const c_char {
    response.map_or(ptr::null(), |response| response.body.as_ptr().cast())
}

/// Returns the length of the body in bytes, without that NUL. 0 for `NULL`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_response_body_length(response: Option<&mycpaas_response>) -> usize {
    response.map_or(0, |response| response.body.len().saturating_sub(1))
}

/// Returns HTTP status, headers and timing. It belongs to the response. `NULL` for `NULL`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_response_metadata(
    response: Option<&mycpaas_response>,
) -> Option<&mycpaas_metadata> {
    response.map(|response| &response.metadata)
}

/// Frees a response. `NULL` is fine.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_response_free(response: Option<Box<mycpaas_response>>) {
    drop(response);
}
