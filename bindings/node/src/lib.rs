//! The native module of the npm package `mycpaas`.
//!
//! What comes in is one JSON text a request, and what goes out is one for many: a call of JavaScript costs more than
//! the text. It knows nothing of the API, and of JavaScript only texts, numbers and bytes.
#![expect(clippy::needless_pass_by_value, reason = "napi gives texts by value, and some are looked at only")]
#![expect(unreachable_pub, reason = "napi shows JavaScript the methods that are `pub`")]

mod arguments;
mod call;
mod client;
mod failure;
mod laml;
mod options;
mod order;
mod reply;
mod session;
#[cfg(feature = "simulator")]
mod simulator;
mod webhooks;

use napi_derive::napi;

/// The version of this library.
#[napi]
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
