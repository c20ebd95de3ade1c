//! A telephone network for tests: the server side of the mycpaas Calls API, with scripted callees.
//!
//! A [`Simulator`] listens on a loopback port, in memory. It takes calls like the service, fetches
//! their documents from the real web application, runs them verb by verb on a [`Clock`] of their own,
//! sends status callbacks, and keeps a [`Transcript`] of every step.
//!
//! ```
//! use mycpaas_simulator::{Callee, Simulator};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), mycpaas_simulator::StartError> {
//! let simulator = Simulator::builder()
//!     .callee("+491234567890", Callee::default().presses("1"))
//!     .callee("+491234567891", Callee::busy())
//!     .start()
//!     .await?;
//! // A client is pointed at `simulator.base_url()`, with `account_sid()` and `auth_token()`.
//! // Then `simulator.wait_for_end(sid).await` returns what happened in a call.
//! # simulator.shutdown().await;
//! # Ok(())
//! # }
//! ```
//!
//! # The life of a call
//!
//! A call is queued and initiated when it is created, and rings one second later, or ends as its
//! [`Callee`] wants: `busy`, `failed` (unreachable), or `no-answer` after `Timeout` (60 seconds). When
//! the callee answers, the simulator requests `Url`: connect within 2 seconds, 5 between bytes, 15 in
//! all, at most 3 redirects and 64 kB, no proxy.
//!
//! | Verb | What it does |
//! |---|---|
//! | Say | takes 400 ms a word; `loop="0"` is 1000 times |
//! | Play | takes 5 seconds; the recording is not fetched |
//! | Pause | takes its `length` |
//! | Gather | the callee listens to the prompts, thinks for a second (at most half of `timeout`), and presses two keys a second |
//! | Redirect | goes on with another document |
//! | Hangup | ends the call |
//! | Reject | comes too late in an answered call: it ends as `completed`, with a note |
//!
//! Other verbs are not run yet and fail the call; so do a document that cannot be fetched or read
//! (after `FallbackUrl`, if there is one), more than 100 documents, and more than 5000 steps. A call
//! lasts at most four hours of its own time, or `TimeLimit`.
//!
//! Each document is checked (`mycpaas::laml::check_document`), and what is found becomes steps of the
//! transcript, at most 20 a document and each once.
//!
//! A call's time stands still while the web application is asked. On [`Clock::Instant`] it also waits
//! for status callbacks, so that transcripts are alike every time; on the other clocks callbacks are
//! sent beside the call, in order. A callback that is not answered with 200 is tried twice more; in
//! SignalWire's dialect 204 is as good ([`Dialect::no_content_delivers`]).
//!
//! # Webhooks
//!
//! Requests to the web application are forms, or JSON ([`SimulatorBuilder::webhook_format`]), and are signed as SignalWire
//! or Twilio sign, given a key ([`SimulatorBuilder::signing_key`], [`SignatureStyle`]). What of the address follows a `#`
//! is neither sent nor signed.
//!
//! # The API
//!
//! Create, fetch, update, list and delete, under `/api/laml/2010-04-01` and `/2010-04-01`. Parameters
//! that the simulator does not know (`SendDigits`, `Record`, …) are ignored. Where the documentation is
//! silent, a [`Dialect`] says how it behaves. Further decisions:
//!
//! * `StatusCallbackEvent` takes every lower-case word, since the documentation contradicts itself
//!   about them; an event and a status both count (`completed failed`). Without it, only the end is
//!   reported.
//! * `Status=completed` ends a call that nobody has answered as `canceled`.
//! * Codes of the services where they have one; 20413, 20415 and 20004 (405) are ours.
//! * A price is 0.003 a minute that was begun, and null for a call that was not answered.
//!
//! # Control endpoints
//!
//! For programs that do not hold a handle, on the same port, as JSON, without credentials, neither
//! counted nor subject to faults:
//!
//! | Request | What it does |
//! |---|---|
//! | `GET /simulator` | says how many calls and requests there are |
//! | `DELETE /simulator` | forgets calls, requests and faults; callees are as at the start |
//! | `GET /simulator/requests?method=POST&path=Calls.json` | lists what was received |
//! | `DELETE /simulator/requests` | forgets it |
//! | `POST /simulator/callees` | `{"number": "+49…", "script": "answer:2s,press:1"}`; without a number, for everybody else |
//! | `POST /simulator/faults` | `{"kind": "answer", "status": 503, "headers": [["Retry-After", "1"]], "times": 2}` |
//! | `DELETE /simulator/faults` | forgets those that wait |
//! | `GET /simulator/calls` | lists the calls, the newest first |
//! | `GET /simulator/calls/SID/transcript?wait=true` | one line a step, or JSON if `Accept` says so; `wait` waits for the end, up to a minute |
//!
//! Kinds of faults: `close_before_reading`, `close_after_reading`, `close_instead_of_answering`,
//! `close_mid_answer`, `delay` (`delay_ms`) and `answer` (`status`, `headers`, `body`), each with
//! `times`, `method` and `path` if wanted. See [`Fault`].
//!
//! # Features
//!
//! `cli` (default): the program `mycpaas-simulator`. Users of the library alone switch it off and do
//! without its dependency on clap.
#![forbid(unsafe_code)]

mod api;
mod book;
mod builder;
mod call;
mod callbacks;
mod callee;
mod clock;
mod control;
mod date;
mod dialect;
mod document;
mod engine;
mod exchange;
mod fault;
mod follow;
mod number;
mod parameters;
mod record;
mod server;
mod sid;
mod signature;
mod simulator;
mod step;
mod transcript;
mod webhook;

use std::sync::{Mutex, MutexGuard, PoisonError};

pub use builder::{DEFAULT_ACCOUNT_SID, DEFAULT_AUTH_TOKEN, SimulatorBuilder, StartError};
pub use call::SimulatedCall;
pub use callee::Callee;
pub use clock::Clock;
pub use dialect::{
    CreateStatus, DateForm, Dialect, ErrorShape, EventList, ListEnvelope, Numbers, SidForm, UriPrefix,
};
pub use fault::Fault;
pub use follow::Follow;
pub use record::ReceivedRequest;
pub use signature::{SignatureStyle, WebhookFormat};
pub use simulator::Simulator;
pub use step::{Party, Step, StepKind, WebhookResult};
pub use transcript::Transcript;

/// Locks what no panic can leave half-changed.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
