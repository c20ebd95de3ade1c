//! Places phone calls through the mycpaas Calls API, follows them and steers them.
//!
//! mycpaas is a voice platform whose REST API is compatible with SignalWire's and Twilio's. This crate
//! is its client:
//!
//! ```no_run
//! use mycpaas::{CallEvent, Client, CreateCall};
//!
//! # async fn example() -> Result<(), mycpaas::Error> {
//! let client = Client::from_env()?;
//! let parameters = CreateCall::new("+491234567890", "+491098765432", "https://example.com/voice.xml")
//!     .status_callback("https://example.com/status")
//!     .status_callback_event([CallEvent::Answered, CallEvent::Completed]);
//! let call = client.calls().create(parameters).await?;
//! println!("{} is {:?}", call.sid, call.status);
//! # Ok(()) }
//! ```
//!
//! What happens in the call says a LaML document; [`laml`] builds, reads and checks them. What the service asks and
//! tells on the way, [`webhook`] reads.
//!
//! The feature `axum` has answers and extractors for web applications with axum. No other feature exists, and none is on
//! by default.
//!
//! # A call is never placed twice
//!
//! A call that is placed twice rings a person twice. So a write is repeated only when it certainly did
//! not reach the API, or when the API refused it with 429. Every error says what became of its request
//! ([`Error::delivery`]), and [`Error::may_have_been_placed`] answers the one question that matters.
//!
//! # Time-outs
//!
//! Connecting, silence and the whole each have a limit, which is never infinite; see [`ClientBuilder`].
//! Dropping a future cancels its request. A [`CancelToken`] does so, too, and what it cancels still says what became
//! of it.
//!
//! # Logs
//!
//! Each request is one `tracing` span named `mycpaas.request`, with events at level `DEBUG`. Neither the
//! auth token nor bodies appear in it, and telephone numbers are masked.
#![forbid(unsafe_code)]

mod answer;
mod api_error;
#[cfg(feature = "axum")]
pub mod axum;
mod base_url;
mod calls;
mod cancel;
mod client;
mod config;
mod credentials;
mod decode;
mod envelope;
mod error;
mod form;
mod idle_connections;
pub mod laml;
mod mask;
mod open_enum;
mod operation;
mod options;
mod page;
mod request;
mod retry;
mod shown;
mod timestamp;
mod trace;
mod transport;
mod validate;
pub mod webhook;

pub use answer::{Answer, Metadata};
pub use calls::{
    Call, CallDirection, CallEvent, CallList, CallStatus, Calls, CreateCall, HttpMethod, ListCalls,
    MachineDetection, RecordingChannels, RecordingEvent, RecordingTrack, RecordingTrim, UpdateCall, WaitCall,
};
pub use cancel::CancelToken;
pub use client::Client;
pub use config::ClientBuilder;
pub use error::{Delivery, Error, ErrorKind};
pub use mask::mask_phone_number;
pub use options::{ListEncoding, RequestOptions};
pub use page::{Cursor, Page, Records};
pub use request::RawRequest;
pub use retry::RetryPolicy;
pub use rust_decimal::Decimal;
pub use timestamp::Timestamp;
