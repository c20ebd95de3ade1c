//! Client for the mycpaas Calls API.
#![forbid(unsafe_code)]

mod calls;
mod open_enum;

pub use calls::{CallDirection, CallEvent, CallStatus};
