//! # Waiting for events
//!
//! The end of a call is learnt from webhooks when they come, and by asking when they do not.

use super::tracker::mycpaas_call_tracker;
use crate::error::mycpaas_error;
use crate::params::mycpaas_wait_params;
use crate::setter::{needed, set};

/// Lets the wait learn from a tracker, which the program feeds with status callbacks.
///
/// The API is asked once a callback says that the wait is over, and every five seconds at most where callbacks have come, since
/// the last one may be lost. The tracker may be freed before the parameters.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_wait_params_set_tracker<'a>(
    params: Option<&'a mut mycpaas_wait_params>,
    tracker: Option<&mycpaas_call_tracker>,
) -> Option<&'a mycpaas_error> {
    set("params", params, |own| {
        let tracker = &needed("tracker", tracker)?.tracker;
        own.change(|request| request.tracker(tracker));
        Ok(())
    })
}
