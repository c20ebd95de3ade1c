//! # Verdict
//!
//! Whether a request is genuine. It does not change, so any thread may read it.

use std::ffi::c_char;
use std::ptr;

use mycpaas_bridge::webhook::{Refusal, SignatureScheme, Verdict};

use crate::enums::{mycpaas_refusal_reason, mycpaas_signature_scheme};
use crate::texts::Texts;

/// What became of a check.
#[derive(Debug)]
pub struct mycpaas_verdict {
    verdict: Verdict,
    texts: Texts,
}

/// The places of the texts.
const MESSAGE: usize = 0;
const SCHEME: usize = 1;
const REASON: usize = 2;
const HINT: usize = 3;

impl mycpaas_verdict {
    pub(super) fn new(verdict: Verdict) -> Self {
        let refusal = verdict.refusal();
        let message = refusal.map_or_else(|| "the request is genuine".to_owned(), ToString::to_string);
        let texts = [
            Some(message.as_str()),
            verdict.scheme().map(SignatureScheme::name),
            refusal.map(|refusal| refusal.reason().name()),
            refusal.and_then(|refusal| refusal.hint()),
        ];
        Self { texts: texts.into_iter().collect(), verdict }
    }
}

fn text_at(verdict: Option<&mycpaas_verdict>, place: usize) -> *const c_char {
    verdict.map_or(ptr::null(), |verdict| verdict.texts.get(place))
}

/// Says whether the request is genuine. False for `NULL`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_verdict_is_valid(verdict: Option<&mycpaas_verdict>) -> bool {
    verdict.is_some_and(|verdict| verdict.verdict.is_valid())
}

/// Returns what is to be logged: why the request is refused, with what would match. It holds neither key nor signature, nor any
/// parameter. Do not answer with it: what helps you helps whoever forges. `NULL` for `NULL`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_verdict_message(verdict: Option<&mycpaas_verdict>) -> *const c_char {
    text_at(verdict, MESSAGE)
}

/// Returns how the request was signed, or `MYCPAAS_SIGNATURE_SCHEME_NONE` if it is refused.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_verdict_scheme(verdict: Option<&mycpaas_verdict>) -> mycpaas_signature_scheme {
    verdict.and_then(|verdict| verdict.verdict.scheme()).into()
}

/// Returns the name of that, such as `parameters`, or `NULL` if it is refused.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_verdict_scheme_name(verdict: Option<&mycpaas_verdict>) -> *const c_char {
    text_at(verdict, SCHEME)
}

/// Returns why the request is refused, or `MYCPAAS_REFUSAL_REASON_NONE` if it is genuine.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_verdict_reason(verdict: Option<&mycpaas_verdict>) -> mycpaas_refusal_reason {
    verdict.and_then(|verdict| verdict.verdict.refusal()).map(Refusal::reason).into()
}

/// Returns the name of that, such as `missing_header`, or `NULL` if it is genuine. The names never change.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_verdict_reason_name(verdict: Option<&mycpaas_verdict>) -> *const c_char {
    text_at(verdict, REASON)
}

/// Returns what would have to be otherwise for the signature to match, such as `it would match with https`, or `NULL` where
/// nothing was found.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_verdict_hint(verdict: Option<&mycpaas_verdict>) -> *const c_char {
    text_at(verdict, HINT)
}

/// Frees a verdict. `NULL` is fine.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_verdict_free(verdict: Option<Box<mycpaas_verdict>>) {
    drop(verdict);
}
