//! A telephone network for tests.
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
pub use simulator::Simulator;
pub use step::{Party, Step, StepKind, WebhookResult};
pub use transcript::Transcript;

/// Locks what no panic can leave half-changed.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
