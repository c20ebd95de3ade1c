//! # What a status callback changes

use std::ffi::c_char;
use std::ptr;

use mycpaas_bridge::webhook::{Change, Recorded};

use super::tracked_call::mycpaas_tracked_call;
use crate::enums::mycpaas_call_change;
use crate::texts::Texts;

/// What a callback changes of what a tracker knows. It does not change itself, so any thread may read it.
#[derive(Debug)]
pub struct mycpaas_recorded {
    change: Change,
    name: Texts,
    ended: bool,
    call: mycpaas_tracked_call,
}

impl mycpaas_recorded {
    pub(super) fn new(recorded: Recorded) -> Self {
        Self {
            change: recorded.change,
            name: [Some(recorded.change.name())].into_iter().collect(),
            ended: recorded.ended,
            call: mycpaas_tracked_call::new(recorded.call),
        }
    }
}

/// Returns what the callback is beside what was known. `MYCPAAS_CALL_CHANGE_NONE` for `NULL`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_recorded_change(recorded: Option<&mycpaas_recorded>) -> mycpaas_call_change {
    recorded.map(|recorded| recorded.change).into()
}

/// Returns the name of that: `changed`, `repeated`, `late` or `impossible`. `NULL` for `NULL`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_recorded_change_name(recorded: Option<&mycpaas_recorded>) -> *const c_char {
    recorded.map_or(ptr::null(), |recorded| recorded.name.get(0))
}

/// Says whether the callback is the one that ended the call. That is so once for each call, so this is where to count, to bill and to
/// clean up. False for `NULL`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_recorded_ended(recorded: Option<&mycpaas_recorded>) -> bool {
    recorded.is_some_and(|recorded| recorded.ended)
}

/// Returns the call as it is now. It belongs to `recorded`. `NULL` for `NULL`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_recorded_call(
    recorded: Option<&mycpaas_recorded>,
) -> Option<&mycpaas_tracked_call> {
    recorded.map(|recorded| &recorded.call)
}

/// Frees it, with its call. `NULL` is fine.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_recorded_free(recorded: Option<Box<mycpaas_recorded>>) {
    drop(recorded);
}
