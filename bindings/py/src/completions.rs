//! The requests of one event loop, and the futures that wait for them.

use std::collections::HashMap;
use std::os::fd::{AsRawFd, RawFd};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use mycpaas_bridge::{self as bridge, Event, Operation, Reply, Running};
use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::intern;
use pyo3::prelude::*;

use crate::errors::raise;
use crate::log;
use crate::request::reply;

/// What has happened to the requests of one event loop.
#[pyclass(frozen, module = "mycpaas._native")]
pub(crate) struct Completions {
    queue: Arc<bridge::Completions>,
    next_id: AtomicU64,
    /// The futures of requests that have not ended. No thread of the runtime comes here.
    futures: Mutex<HashMap<u64, Py<PyAny>>>,
}

#[pymethods]
impl Completions {
    #[new]
    fn new() -> PyResult<Self> {
        Ok(Self {
            queue: Arc::new(bridge::Completions::new()?),
            next_id: AtomicU64::new(0),
            futures: Mutex::default(),
        })
    }

    fn fileno(&self) -> RawFd {
        self.queue.as_raw_fd()
    }

    fn deliver(&self, py: Python<'_>) -> PyResult<()> {
        for (id, event) in self.queue.take() {
            match event {
                Event::Log(record) => log::emit(py, &record),
                Event::Done(outcome) => {
                    if let Some(future) = self.forget(id) {
                        complete(future.bind(py), outcome)?;
                    }
                }
            }
        }
        Ok(())
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        // Nobody else holds the lock while objects are traversed, or it is left for another time.
        self.futures
            .try_lock()
            .map_or(Ok(()), |futures| futures.values().try_for_each(|future| visit.call(future)))
    }

    fn __clear__(&self) {
        let futures = std::mem::take(&mut *self.futures());
        drop(futures);
    }
}

impl Completions {
    pub(crate) fn start(
        &self,
        py: Python<'_>,
        operation: Operation,
        future: Py<PyAny>,
    ) -> PyResult<(Running, u64)> {
        let id = self.next_id.fetch_add(1, Ordering::Relaxed);
        self.futures().insert(id, future);
        match operation.start_for(&self.queue, id) {
            Ok(running) => Ok((running, id)),
            Err(failure) => {
                self.forget(id);
                Err(raise(py, failure))
            }
        }
    }

    pub(crate) fn forget(&self, id: u64) -> Option<Py<PyAny>> {
        self.futures().remove(&id)
    }

    fn futures(&self) -> MutexGuard<'_, HashMap<u64, Py<PyAny>>> {
        self.futures.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn complete(future: &Bound<'_, PyAny>, outcome: bridge::Result<Reply>) -> PyResult<()> {
    let py = future.py();
    if future.call_method0(intern!(py, "done"))?.is_truthy()? {
        return Ok(());
    }
    match reply(py, outcome) {
        Ok(value) => future.call_method1(intern!(py, "set_result"), (value,))?,
        Err(error) => future.call_method1(intern!(py, "set_exception"), (error.into_value(py),))?,
    };
    Ok(())
}
