//! # Tracked call
//!
//! The state of a call, as far as status callbacks have told it. It does not change, so any thread may read it.

use std::ffi::c_char;
use std::ptr;

use mycpaas_bridge::Timestamp;
use mycpaas_bridge::webhook::TrackedCall;

use crate::enums::mycpaas_call_status;
use crate::texts::Texts;

/// A call that a tracker knows.
#[derive(Debug)]
pub struct mycpaas_tracked_call {
    call: TrackedCall,
    texts: Texts,
}

/// The places of the texts.
const SID: usize = 0;
const STATUS: usize = 1;
const TIMESTAMP: usize = 2;

impl mycpaas_tracked_call {
    pub(super) fn new(call: TrackedCall) -> Self {
        let texts = [
            Some(call.call_sid.as_str()),
            Some(call.status.as_str()),
            // SIDs and statuses with a NUL are not tracked. Of other texts a part would be another one.
            call.timestamp.as_ref().map(Timestamp::raw).filter(|raw| !raw.contains('\0')),
        ];
        Self { texts: texts.into_iter().collect(), call }
    }
}

fn text_at(call: Option<&mycpaas_tracked_call>, place: usize) -> *const c_char {
    call.map_or(ptr::null(), |call| call.texts.get(place))
}

/// Returns the SID of the call. `NULL` for `NULL`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_tracked_call_sid(call: Option<&mycpaas_tracked_call>) -> *const c_char {
    text_at(call, SID)
}

/// Returns where it is in its life, or `MYCPAAS_CALL_STATUS_NONE` for `NULL`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_tracked_call_status(call: Option<&mycpaas_tracked_call>) -> mycpaas_call_status {
    call.map(|call| &call.call.status).into()
}

/// Returns the same as a text, also if nobody knows the word. `NULL` for `NULL`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_tracked_call_status_text(call: Option<&mycpaas_tracked_call>) -> *const c_char {
    text_at(call, STATUS)
}

/// Says whether it has ended. False for `NULL`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_tracked_call_is_final(call: Option<&mycpaas_tracked_call>) -> bool {
    call.is_some_and(|call| call.call.is_final())
}

/// Says whether it was answered. False for `NULL`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_tracked_call_answered(call: Option<&mycpaas_tracked_call>) -> bool {
    call.is_some_and(|call| call.call.answered)
}

/// Returns the sequence number of the callback with this status, or -1 if it had none.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_tracked_call_sequence_number(call: Option<&mycpaas_tracked_call>) -> i64 {
    let number = call.and_then(|call| call.call.sequence_number);
    number.map_or(-1, |number| i64::try_from(number).unwrap_or(i64::MAX))
}

/// Returns when it came to this status, as the callback wrote it, or `NULL` if it did not say.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_tracked_call_timestamp(call: Option<&mycpaas_tracked_call>) -> *const c_char {
    text_at(call, TIMESTAMP)
}

/// Returns the same in seconds since 1970-01-01 00:00:00 UTC, or `INT64_MIN` if it did not say, or nobody understands it.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_tracked_call_timestamp_unix(call: Option<&mycpaas_tracked_call>) -> i64 {
    let time = call.and_then(|call| call.call.timestamp.as_ref());
    time.and_then(Timestamp::unix_seconds).unwrap_or(i64::MIN)
}

/// Returns how long it lasted, in whole seconds, or -1 if the callback did not say.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_tracked_call_duration(call: Option<&mycpaas_tracked_call>) -> i64 {
    let span = call.and_then(|call| call.call.duration);
    span.map_or(-1, |span| i64::try_from(span.as_secs()).unwrap_or(i64::MAX))
}

/// Frees a call that `mycpaas_call_tracker_get()` returned. `NULL` is fine.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_tracked_call_free(call: Option<Box<mycpaas_tracked_call>>) {
    drop(call);
}
