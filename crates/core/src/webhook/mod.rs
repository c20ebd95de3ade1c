//! The requests that the service makes: for documents, and to say what happened.
//!
//! A call is driven by them: the service fetches LaML, posts the keys that were pressed to an `action`, and posts
//! every status that was asked for. [`parse`] reads what came into [`Fields`], and [`Event`] says what it is:
//!
//! ```
//! use mycpaas::CallStatus;
//! use mycpaas::webhook::{self, Event};
//!
//! let fields = webhook::parse(Some("application/x-www-form-urlencoded"), b"CallSid=CA1&CallStatus=completed")?;
//! match Event::detect(fields) {
//!     Event::Status(event) => assert_eq!(event.call_status(), Some(CallStatus::Completed)),
//!     Event::Gather(event) => println!("{:?} was pressed", event.digits()),
//!     other => println!("{} is not expected here", other.kind()),
//! }
//! # Ok::<(), mycpaas::Error>(())
//! ```
//!
//! Of all this mycpaas documents only the status callback, with `CallSid` and `CallStatus`; the rest is what SignalWire
//! and Twilio send. So nothing is required: what is absent is `None`, what is unknown is among the fields, and what
//! has an unexpected form stays reachable there.

mod body;
mod detect;
mod event;
mod fields;
mod form;
mod generated;
mod json;
mod kind;
mod limits;
mod parameter;
mod read;
mod signature;
mod tracker;

pub use body::{parse, parse_query, parse_query_with, parse_request, parse_with};
pub use fields::{Fields, Iter};
pub use generated::*;
pub use limits::ParseLimits;
pub use parameter::{Parameter, ParameterKind, Value};
pub use signature::{
    Headers, Refusal, RefusalReason, Signature, SignatureScheme, SignatureValidator, SignedRequest,
    SigningKey, Verdict,
};
pub(crate) use tracker::Watch;
pub use tracker::{CallTracker, Change, Recorded, TrackedCall, TrackerLimits};
