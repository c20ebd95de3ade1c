//! One runtime a process.
//!
//! A caller who waits drives it with its own thread, which saves two changes of threads a request. As soon as there is
//! one who does not wait, a thread in the background drives it from then on.

use std::future::{Future, pending};
use std::io;
use std::sync::OnceLock;
use std::thread;
use std::time::Duration;

use mycpaas::ErrorKind;
use tokio::runtime::{Builder, Handle};
use tokio::task::JoinHandle;

use crate::failure::{Failure, Result};
use crate::process_slot::ProcessSlot;

/// How many turns connections get to close that nobody uses any more.
const LAST_TURNS: usize = 16;

static RUNTIME: ProcessSlot<Runtime> = ProcessSlot::new();
static SHIELD: OnceLock<Shield> = OnceLock::new();

/// The runtime of this process.
pub(crate) struct Runtime {
    runtime: tokio::runtime::Runtime,
    driven: OnceLock<()>,
}

/// What a binding lets happen around everything that drives the runtime, such as to keep signals away.
#[derive(Clone, Copy, Debug)]
pub struct Shield {
    /// Called before, in the same thread. It says whether `end` is to be called.
    pub begin: fn() -> bool,
    /// Called after, in the same thread.
    pub end: fn(),
    /// Called in each thread that is started, before it does anything.
    pub thread: fn(),
}

/// Holds the shield up while it lives.
struct Shielded(Option<fn()>);

impl Runtime {
    /// Returns the runtime of this process, and makes it if there is none.
    pub(crate) fn own() -> Result<&'static Self> {
        RUNTIME
            .get_or_try_init(|| {
                let runtime =
                    Builder::new_current_thread().enable_all().on_thread_start(shield_thread).build()?;
                Ok(Self { runtime, driven: OnceLock::new() })
            })
            .map_err(|error: io::Error| unavailable(&error))
    }

    /// Runs a future in this thread, for some time at most.
    pub(crate) fn run_for<F: Future + Unpin>(&self, time: Duration, future: &mut F) -> Option<F::Output> {
        let _shielded = Shielded::begin();
        self.runtime.block_on(async { tokio::time::timeout(time, future).await.ok() })
    }

    /// Closes connections that nobody uses any more: perhaps nobody else will drive the runtime for a long time.
    pub(crate) fn close_connections() {
        // Within the runtime, whoever drives it goes on; without thread-locals the thread is about to end.
        let outside = Handle::try_current().is_err_and(|error| error.is_missing_context());
        if let (Some(own), true) = (RUNTIME.get(), outside) {
            let _shielded = Shielded::begin();
            own.runtime.block_on(async {
                for _ in 0..LAST_TURNS {
                    tokio::task::yield_now().await;
                }
            });
        }
    }

    /// Runs a future in the background.
    pub(crate) fn spawn<F>(&'static self, future: F) -> Result<JoinHandle<F::Output>>
    where
        F: Future<Output: Send + 'static> + Send + 'static,
    {
        self.drive()?;
        Ok(self.runtime.spawn(future))
    }

    /// Starts the thread in the background. Two that start at the same time do no harm.
    fn drive(&'static self) -> Result<()> {
        if self.driven.get().is_none() {
            let drive = || {
                shield_thread();
                self.runtime.block_on(pending::<()>());
            };
            let thread = thread::Builder::new().name("mycpaas".to_owned()).spawn(drive);
            thread.map_err(|error| unavailable(&error))?;
            let _ = self.driven.set(());
        }
        Ok(())
    }
}

/// Lets a thread in the background drive the runtime from now on, for what goes on while nobody waits.
///
/// # Errors
/// Where the thread cannot be started.
pub fn drive_in_background() -> Result<()> {
    Runtime::own()?.drive()
}

/// Lets a shield be up whenever the runtime is driven, from now on. Only the first one counts.
pub fn shield_with(shield: Shield) {
    let _ = SHIELD.set(shield);
}

fn shield_thread() {
    if let Some(shield) = SHIELD.get() {
        (shield.thread)();
    }
}

impl Shielded {
    fn begin() -> Self {
        Self(SHIELD.get().and_then(|shield| (shield.begin)().then_some(shield.end)))
    }
}

impl Drop for Shielded {
    fn drop(&mut self) {
        if let Some(end) = self.0 {
            end();
        }
    }
}

fn unavailable(error: &io::Error) -> Box<Failure> {
    Failure::new(ErrorKind::Internal, format!("what sends requests cannot be started: {error}"))
}
