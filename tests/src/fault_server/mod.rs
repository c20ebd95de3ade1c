//! A server on a loopback port that answers each request with the next behaviour of a script.
//!
//! A [`Behaviour`] is plain data: the [`Stage`] of a request after which it acts, and the [`Step`]s it takes
//! then. All of it can be written in Rust or read from JSON, so that every language runs the same faults:
//!
//! ```
//! use mycpaas_tests::fault_server::{Answer, Behaviour, ServerOptions, TestServer};
//!
//! # fn main() -> std::io::Result<()> {
//! let server = TestServer::start(ServerOptions::new([
//!     Behaviour::answer(Answer::json(503, "{}").header("Retry-After", "0")),
//!     serde_json::from_str(r#"{"after": "headers", "steps": ["reset"]}"#)?,
//! ]))?;
//! assert!(server.base_url().starts_with("http://127.0.0.1:"));
//! assert_eq!(server.post_count(), 0);
//! # Ok(())
//! # }
//! ```
//!
//! Nothing lasts for ever: a connection ends after [`ServerOptions::lifetime`], a wait after ten seconds, and
//! all of it when the [`TestServer`] is dropped.

mod answer;
mod behaviour;
mod bomb;
mod certificate;
mod connection;
mod http1;
mod http2;
mod options;
mod payload;
mod peer;
mod ports;
mod program;
mod record;
mod request;
mod script;
mod server;
mod step;
mod wire;

pub use answer::Answer;
pub use behaviour::{Behaviour, Stage};
pub use certificate::Certificate;
pub use options::{Protocol, ServerOptions};
pub use payload::Payload;
pub use peer::Peer;
pub use ports::{DeafPort, RefusedPort};
pub use program::run as run_program;
pub use record::{PartialRequest, ReceivedRequest, Record};
pub use server::TestServer;
pub use step::{LastStream, Step};
