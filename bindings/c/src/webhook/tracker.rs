//! # Call tracker
//!
//! Holds the true state of each call, out of status callbacks that come late, twice and in any order. Any number of threads may
//! use it at once.
//!
//! The state of a call is the status that is furthest on in its life, whatever comes after it, and of two that both end it, the
//! one that came first. docs/webhooks.md has the rules.

use std::ffi::c_char;
use std::mem::MaybeUninit;
use std::time::Duration;

use mycpaas_bridge::webhook::{self, CallTracker, TrackerLimits};

use super::event::mycpaas_event;
use super::recorded::mycpaas_recorded;
use super::tracked_call::mycpaas_tracked_call;
use crate::error::mycpaas_error;
use crate::guard::{guard, guard_or};
use crate::out::Out;
use crate::setter::needed;
use crate::text::text;

/// A tracker of calls.
#[derive(Debug)]
pub struct mycpaas_call_tracker {
    pub(super) tracker: CallTracker,
}

/// Makes a tracker that remembers up to 10,000 calls that have ended, each for an hour, and up to 100,000 others. Free it with
/// `mycpaas_call_tracker_free()`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_call_tracker_new() -> Box<mycpaas_call_tracker> {
    Box::new(mycpaas_call_tracker { tracker: CallTracker::new() })
}

/// Makes a tracker with limits of its own. Free it with `mycpaas_call_tracker_free()`.
///
/// `finished` is how many calls that have ended are remembered, and `finished_age_ms` for how long, which should be longer than
/// the service repeats callbacks. `unfinished` is how many others are remembered. Those that ended first, and those that nothing
/// was heard of for longest, are forgotten first.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_call_tracker_new_with_limits(
    finished: usize,
    finished_age_ms: u64,
    unfinished: usize,
) -> Box<mycpaas_call_tracker> {
    let age = Duration::from_millis(finished_age_ms);
    let limits = TrackerLimits::new().finished(finished).finished_age(age).unfinished(unfinished);
    Box::new(mycpaas_call_tracker { tracker: CallTracker::with_limits(limits) })
}

/// Takes a status callback in, whatever kind it was read as. It may be given the same one any number of times.
///
/// `recorded` gets what it changes, or `NULL` with an error, and for an event that names no call or no status, or whose SID has
/// more than 128 bytes, or whose status has more than 64, or one of which holds a NUL. Free it with `mycpaas_recorded_free()`.
#[must_use]
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_call_tracker_record(
    tracker: Option<&mycpaas_call_tracker>,
    event: Option<&mycpaas_event>,
    recorded: Option<&mut MaybeUninit<Option<Box<mycpaas_recorded>>>>,
) -> Option<Box<mycpaas_error>> {
    guard(|| {
        let out = Out::new("recorded", recorded)?;
        let tracker = &needed("tracker", tracker)?.tracker;
        let event = needed("event", event)?.event();
        if let Some(recorded) = webhook::record(tracker, event) {
            out.put(mycpaas_recorded::new(recorded));
        }
        Ok(())
    })
}

/// Looks up what is known of a call.
///
/// `call` gets it, or `NULL` with an error, and for a call that nothing is known of. Free it with `mycpaas_tracked_call_free()`.
#[must_use]
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_call_tracker_get(
    tracker: Option<&mycpaas_call_tracker>,
    sid: *const c_char,
    call: Option<&mut MaybeUninit<Option<Box<mycpaas_tracked_call>>>>,
) -> Option<Box<mycpaas_error>> {
    guard(|| {
        let out = Out::new("call", call)?;
        let tracker = &needed("tracker", tracker)?.tracker;
        if let Some(call) = tracker.get(text("sid", sid)?) {
            out.put(mycpaas_tracked_call::new(call));
        }
        Ok(())
    })
}

/// Returns how many calls it holds, those that have ended included. 0 for `NULL`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_call_tracker_count(tracker: Option<&mycpaas_call_tracker>) -> usize {
    guard_or(0, || tracker.map_or(0, |tracker| tracker.tracker.len()))
}

/// Forgets a call. What is heard of it later begins a new one. Nothing happens where it is not known.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_call_tracker_forget(tracker: Option<&mycpaas_call_tracker>, sid: *const c_char) {
    guard_or((), || {
        if let (Some(tracker), Ok(sid)) = (tracker, text("sid", sid)) {
            tracker.tracker.forget(sid);
        }
    });
}

/// Frees a tracker. Waits that learn from it go on without. `NULL` is fine.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_call_tracker_free(tracker: Option<Box<mycpaas_call_tracker>>) {
    drop(tracker);
}
