//! What became of a request that failed.

use mycpaas_bridge::Delivery;

/// What became of the request that failed.
///
/// A call that is placed twice rings a person twice, so look here, or ask `mycpaas_error_may_have_been_placed()`, before
/// a write is repeated.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub enum mycpaas_delivery {
    /// There is no error.
    None = 0,
    /// It certainly did not reach the API.
    NotSent = 1,
    /// The API answered and refused.
    Rejected = 2,
    /// The API said yes, and its answer could not be read.
    Accepted = 3,
    /// It was sent, and no answer came that says what happened. The call may be ringing.
    Unknown = 4,
}

impl From<Delivery> for mycpaas_delivery {
    fn from(delivery: Delivery) -> Self {
        match delivery {
            Delivery::NotSent => Self::NotSent,
            Delivery::Rejected => Self::Rejected,
            Delivery::Accepted => Self::Accepted,
            Delivery::Unknown => Self::Unknown,
        }
    }
}
