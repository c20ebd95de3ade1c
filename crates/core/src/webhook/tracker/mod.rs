//! The state of calls, out of status callbacks that come late, twice and in any order.

mod book;
mod call;
mod life;
mod limits;
mod watch;

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use super::StatusEvent;
use book::Book;

pub use call::{Change, Recorded, TrackedCall};
pub use limits::TrackerLimits;
pub(crate) use watch::Watch;

/// The longest SID, and the longest status, that are tracked, in bytes: anybody can send a request.
const SID_MAX: usize = 128;
const STATUS_MAX: usize = 64;

/// Holds the true state of each call, fed with its status callbacks.
///
/// The service repeats callbacks that were not answered, and may deliver them in another order than they happened in. The
/// tracker sorts that out: the state of a call is the status that is furthest on in its life, whatever comes after it, and
/// of two statuses that both end a call, the one that came first. Sequence numbers, where there are some, tell which of
/// two statuses nobody knows is the later one, and what contradicts itself.
///
/// Copies are the same tracker, and can be used from many threads. Calls that have ended are forgotten after some time, and
/// others when there are too many ([`TrackerLimits`]), so it never grows. A call that was forgotten is a new one when
/// something more is heard of it.
///
/// ```
/// use mycpaas::webhook::{CallTracker, Change, Fields, StatusEvent};
///
/// let tracker = CallTracker::new();
/// let heard = |status| {
///     let fields = Fields::from_iter([("CallSid", "CA1"), ("CallStatus", status)]);
///     tracker.record(&StatusEvent::from_fields(fields)).expect("it names call and status")
/// };
/// assert!(heard("completed").ended);
/// assert_eq!(heard("ringing").change, Change::Late);
/// let again = heard("completed");
/// assert_eq!((again.change, again.ended), (Change::Repeated, false));
/// assert_eq!(heard("busy").change, Change::Impossible);
/// ```
#[derive(Clone)]
pub struct CallTracker {
    book: Arc<Mutex<Book>>,
}

impl CallTracker {
    /// Creates a tracker with the default limits.
    pub fn new() -> Self {
        Self::with_limits(TrackerLimits::new())
    }

    /// Creates a tracker with limits of its own.
    pub fn with_limits(limits: TrackerLimits) -> Self {
        Self { book: Arc::new(Mutex::new(Book::new(limits))) }
    }

    /// Takes a status callback in, and says what it changes. Nothing comes back for one that names no call or no status, or
    /// whose SID has more than 128 bytes, or whose status has more than 64, or one of which holds a NUL.
    ///
    /// It may be given the same callback any number of times.
    pub fn record(&self, event: &StatusEvent) -> Option<Recorded> {
        let sid = event.call_sid().filter(|sid| !sid.is_empty() && is_name(sid, SID_MAX))?;
        let status = event.call_status().filter(|status| is_name(status.as_str(), STATUS_MAX))?;
        Some(self.book().record(sid, status, event, Instant::now()))
    }

    /// Returns what is known of a call.
    pub fn get(&self, call_sid: &str) -> Option<TrackedCall> {
        self.book().get(call_sid, Instant::now())
    }

    /// Returns how many calls it holds, those that have ended included.
    pub fn len(&self) -> usize {
        self.book().len(Instant::now())
    }

    /// Says whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Forgets a call.
    pub fn forget(&self, call_sid: &str) {
        self.book().forget(call_sid);
    }

    /// Follows the status of a call, which need not be known yet.
    pub(crate) fn watch(&self, call_sid: &str) -> Watch {
        Watch::new(self, call_sid)
    }

    fn book(&self) -> MutexGuard<'_, Book> {
        // Nothing in it is left half-done by a panic.
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Says whether a text names something in every language. In C it would end at a NUL, and name something else.
fn is_name(text: &str, longest: usize) -> bool {
    text.len() <= longest && !text.contains('\0')
}

impl Default for CallTracker {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for CallTracker {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("CallTracker").field("calls", &self.len()).finish_non_exhaustive()
    }
}
