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

/// The runtime of this process.
pub(crate) struct Runtime {
    runtime: tokio::runtime::Runtime,
    driven: OnceLock<()>,
}

impl Runtime {
    /// Returns the runtime of this process, and makes it if there is none.
    pub(crate) fn own() -> Result<&'static Self> {
        RUNTIME
            .get_or_try_init(|| {
                let runtime = Builder::new_current_thread().enable_all().build()?;
                Ok(Self { runtime, driven: OnceLock::new() })
            })
            .map_err(|error: io::Error| unavailable(&error))
    }

    /// Runs a future in this thread, for some time at most.
    pub(crate) fn run_for<F: Future + Unpin>(&self, time: Duration, future: &mut F) -> Option<F::Output> {
        self.runtime.block_on(async { tokio::time::timeout(time, future).await.ok() })
    }

    /// Closes connections that nobody uses any more: perhaps nobody else will drive the runtime for a long time.
    pub(crate) fn close_connections() {
        // Within the runtime, whoever drives it goes on; without thread-locals the thread is about to end.
        let outside = Handle::try_current().is_err_and(|error| error.is_missing_context());
        if let (Some(own), true) = (RUNTIME.get(), outside) {
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
            let drive = || self.runtime.block_on(pending::<()>());
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

fn unavailable(error: &io::Error) -> Box<Failure> {
    Failure::new(ErrorKind::Internal, format!("what sends requests cannot be started: {error}"))
}
