//! What became of a request that failed.

use std::fmt;

/// Says what became of the request that failed.
///
/// A call that is placed twice rings a person twice, so look here before a write is repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Delivery {
    /// It certainly did not reach the API.
    NotSent,
    /// The API answered and refused.
    Rejected,
    /// The API said yes, and its answer could not be read.
    Accepted,
    /// It was sent, and no answer came that says what happened. The call may be ringing.
    Unknown,
}

impl Delivery {
    /// Returns the stable name, in `snake_case`.
    pub fn name(self) -> &'static str {
        match self {
            Self::NotSent => "not_sent",
            Self::Rejected => "rejected",
            Self::Accepted => "accepted",
            Self::Unknown => "unknown",
        }
    }

    /// A 5xx may come after the work was done, and 303 says that it was.
    pub(crate) fn of_status(status: u16) -> Self {
        match status {
            200..=299 => Self::Accepted,
            303 | 500..=599 => Self::Unknown,
            _ => Self::Rejected,
        }
    }
}

impl fmt::Display for Delivery {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}
