//! The words of a call's life: status, event and direction.

use crate::open_enum::open_enum;

open_enum! {
    /// Where a call is in its life.
    ///
    /// Documented by mycpaas, except [`Canceled`](Self::Canceled), which compatible services add.
    pub enum CallStatus {
        /// Accepted by the API and waiting for its turn.
        Queued = "queued",
        /// Dialling is about to begin, or has begun.
        Initiated = "initiated",
        /// The callee's telephone rings.
        Ringing = "ringing",
        /// The callee answered and the document is running.
        InProgress = "in-progress",
        /// Ended after it was answered. Final.
        Completed = "completed",
        /// The callee was busy. Final.
        Busy = "busy",
        /// Nobody answered in time. Final.
        NoAnswer = "no-answer",
        /// Could not be connected, or the document could not be run. Final.
        Failed = "failed",
        /// Canceled before it was answered. Final. Documented by compatible services only.
        Canceled = "canceled",
    }
}

impl CallStatus {
    /// Says whether a call with this status has ended. An unknown status counts as not ended.
    pub fn is_final(&self) -> bool {
        matches!(self, Self::Completed | Self::Busy | Self::NoAnswer | Self::Failed | Self::Canceled)
    }
}

open_enum! {
    /// A step of a call that a status callback can be asked for.
    ///
    /// Events and statuses are two vocabularies: the event `answered` reports the status
    /// `in-progress`. Documented by mycpaas.
    pub enum CallEvent {
        /// Dialling is about to begin, or has begun.
        Initiated = "initiated",
        /// The callee's telephone rings.
        Ringing = "ringing",
        /// The callee answered.
        Answered = "answered",
        /// The call ended, however it ended.
        Completed = "completed",
    }
}

open_enum! {
    /// Who began a call.
    pub enum CallDirection {
        /// Somebody called one of the account's numbers. Documented by mycpaas.
        Inbound = "inbound",
        /// The call was created through the API. Documented by mycpaas.
        OutboundApi = "outbound-api",
        /// The call is a leg that a document dialled. Documented by compatible services.
        OutboundDial = "outbound-dial",
    }
}
