//! # Thread in the background
//!
//! Functions that wait drive requests by the threads that call them, which is cheapest. All those threads work on all
//! requests: one that is held up, by a slow signal handler or a low priority, holds up the others, too. Where that matters,
//! let a thread of the library drive them.

use mycpaas_bridge::drive_in_background;

use crate::error::mycpaas_error;
use crate::guard::guard;
use crate::signals;

/// Lets a thread of the library drive all requests of this process from now on. A second time does nothing.
///
/// The first request with a callback does the same. A child after `fork` begins without that thread.
#[must_use]
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_drive_in_background() -> Option<Box<mycpaas_error>> {
    guard(|| {
        signals::keep_away();
        drive_in_background()
    })
}
