//! What a tracker says of a call.

use std::fmt;
use std::time::Duration;

use crate::calls::CallStatus;
use crate::timestamp::Timestamp;

/// The state of a call, as far as callbacks have told it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TrackedCall {
    /// The call.
    pub call_sid: String,
    /// Where it is in its life.
    pub status: CallStatus,
    /// Whether it was answered.
    pub answered: bool,
    /// The sequence number of the callback with this status.
    pub sequence_number: Option<u64>,
    /// When it came to this status, as the callback says.
    pub timestamp: Option<Timestamp>,
    /// How long it lasted, as the callback says.
    pub duration: Option<Duration>,
}

impl TrackedCall {
    /// Says whether it has ended.
    pub fn is_final(&self) -> bool {
        self.status.is_final()
    }
}

/// What a callback changes. Made by [`CallTracker::record`](super::CallTracker::record).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Recorded {
    /// What it is beside what was known.
    pub change: Change,
    /// Whether it is the one that ended the call. It is true once for each call, so this is where to count and to clean up.
    pub ended: bool,
    /// The call as it is now.
    pub call: TrackedCall,
}

/// What a callback is beside what was known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Change {
    /// It is the first of its call, or brings it further on.
    Changed,
    /// This status of the call came before.
    Repeated,
    /// It tells what was before the status that is known.
    Late,
    /// It contradicts what was known: another end of a call that has ended, an answer of a call that was busy, not answered
    /// or canceled, or sequence numbers against the order of a call's life. Of the two, what is further on in a call's life
    /// holds; of two ends, the first.
    Impossible,
}

impl Change {
    /// Returns the stable name, in `snake_case`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Repeated => "repeated",
            Self::Late => "late",
            Self::Impossible => "impossible",
        }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}
