//! One runtime a process, driven by one thread in the background.
//!
//! It serves callers that block and those that do not, and sees connections close while nobody calls.

use std::future::Future;
use std::io;
use std::thread;

use mycpaas::ErrorKind;
use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::failure::{Failure, Result};
use crate::process_slot::ProcessSlot;

static RUNTIME: ProcessSlot<Runtime> = ProcessSlot::new();

struct Runtime {
    handle: Handle,
    /// The thread ends when this is dropped, which happens only to one that another thread's made superfluous.
    _stop: oneshot::Sender<()>,
}

impl Runtime {
    fn start() -> io::Result<Self> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let handle = runtime.handle().clone();
        let (stop, stopped) = oneshot::channel();
        thread::Builder::new().name("mycpaas".to_owned()).spawn(move || runtime.block_on(stopped))?;
        Ok(Self { handle, _stop: stop })
    }
}

/// Runs a future in the background.
pub(crate) fn spawn<F>(future: F) -> Result<JoinHandle<F::Output>>
where
    F: Future<Output: Send + 'static> + Send + 'static,
{
    let runtime = RUNTIME.get_or_try_init(Runtime::start).map_err(|error| {
        Failure::new(
            ErrorKind::Internal,
            format!("the thread that sends requests cannot be started: {error}"),
        )
    })?;
    Ok(runtime.handle.spawn(future))
}
