//! The Calls resource.

mod status;

pub use status::{CallDirection, CallEvent, CallStatus};
