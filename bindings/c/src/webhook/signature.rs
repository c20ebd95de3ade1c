//! # Signing
//!
//! For tests: it makes requests that are genuine. A signature does not change, so any thread may read it.

use std::ffi::{c_char, c_int};
use std::mem::MaybeUninit;
use std::ptr;

use mycpaas_bridge::webhook::Signature;

use super::incoming::mycpaas_webhook;
use super::validator::mycpaas_signature_validator;
use crate::enums::signature_scheme;
use crate::error::mycpaas_error;
use crate::guard::guard;
use crate::named::Named;
use crate::out::Out;
use crate::setter::needed;
use crate::texts::Texts;

/// What makes a request genuine.
#[derive(Debug)]
pub struct mycpaas_signature {
    texts: Texts,
    headers: Named,
}

impl mycpaas_signature {
    fn new(signature: Signature) -> Self {
        let headers = signature.headers.into_iter().map(|(name, value)| (name, Some(value)));
        Self {
            texts: [Some(signature.url), Some(signature.value)].into_iter().collect(),
            headers: headers.collect(),
        }
    }
}

/// Signs a request with the first key, in one of `enum mycpaas_signature_scheme`. Signatures that it has already are not looked
/// at, and its `Content-Type` is.
///
/// With SHA-256 it is the first key that has a name, if there is one. A request whose URL is relative, where the validator has no
/// public URL, gets an empty signature.
///
/// `signature` gets the signature, or `NULL` with an error. Free it with `mycpaas_signature_free()`.
#[must_use]
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_signature_validator_sign(
    validator: Option<&mycpaas_signature_validator>,
    scheme: c_int,
    webhook: Option<&mycpaas_webhook>,
    signature: Option<&mut MaybeUninit<Option<Box<mycpaas_signature>>>>,
) -> Option<Box<mycpaas_error>> {
    guard(|| {
        let out = Out::new("signature", signature)?;
        let webhook = needed("webhook", webhook)?.checked()?;
        let validator = needed("validator", validator)?.made(webhook.limits)?;
        out.put(mycpaas_signature::new(validator.sign(signature_scheme(scheme)?, &webhook.signed())));
        Ok(())
    })
}

/// Returns the URL to request. It has the hash of the body, where the scheme wants it there. `NULL` for `NULL`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_signature_url(signature: Option<&mycpaas_signature>) -> *const c_char {
    signature.map_or(ptr::null(), |signature| signature.texts.get(0))
}

/// Returns the signature itself, for a header of either name. `NULL` for `NULL`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_signature_value(signature: Option<&mycpaas_signature>) -> *const c_char {
    signature.map_or(ptr::null(), |signature| signature.texts.get(1))
}

/// Returns how many headers are to be sent. 0 for `NULL`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_signature_header_count(signature: Option<&mycpaas_signature>) -> usize {
    signature.map_or(0, |signature| signature.headers.len())
}

/// Returns the name of one of them, or `NULL` where there is no more.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_signature_header_name(
    signature: Option<&mycpaas_signature>,
    index: usize,
) -> *const c_char {
    signature.map_or(ptr::null(), |signature| signature.headers.name(index))
}

/// Returns the value of one of them, or `NULL` where there is no more.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_signature_header_value(
    signature: Option<&mycpaas_signature>,
    index: usize,
) -> *const c_char {
    signature.map_or(ptr::null(), |signature| signature.headers.value(index))
}

/// Frees a signature. `NULL` is fine.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_signature_free(signature: Option<Box<mycpaas_signature>>) {
    drop(signature);
}
