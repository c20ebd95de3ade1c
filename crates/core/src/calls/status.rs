//! What the words of a call's life mean.

use crate::calls::CallStatus;

impl CallStatus {
    /// Says whether a call with this status has ended. An unknown status counts as not ended.
    pub fn is_final(&self) -> bool {
        matches!(self, Self::Completed | Self::Busy | Self::NoAnswer | Self::Failed | Self::Canceled)
    }
}
