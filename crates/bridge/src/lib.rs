//! What the bindings of mycpaas for other languages share.
//!
//! A binding converts what its language gives into plain data, hands it over here, and converts what comes back:
//! plain data, or one [`Failure`]. The rules of the API are in the crate `mycpaas`, of which this crate shows what
//! bindings need.

mod arguments;
mod blocking;
mod client;
mod completions;
mod failure;
pub mod laml;
mod log;
mod operation;
mod page;
mod process_slot;
mod runtime;
mod wake_socket;
pub mod webhook;

pub use arguments::{Argument, CREATE, Kind, LIST, Parameter, UPDATE, create_call, list_calls, update_call};
pub use blocking::{Blocking, Turn};
pub use client::Client;
pub use completions::Completions;
pub use failure::{Failure, Result};
pub use log::{LogField, LogRecord};
pub use mycpaas::{
    Answer, Call, CallDirection, CallStatus, CancelToken, ClientBuilder, CreateCall, Cursor, Decimal,
    Delivery, ErrorKind, ListCalls, ListEncoding, Metadata, RawRequest, RequestOptions, RetryPolicy,
    Timestamp, UpdateCall, WaitCall, mask_phone_number,
};
pub use operation::{Event, Operation, Reply, Running};
pub use page::Page;
pub use process_slot::{Process, ProcessSlot};
pub use runtime::{Shield, drive_in_background, shield_with};
pub use tracing::Level;
pub use wake_socket::WakeSocket;
