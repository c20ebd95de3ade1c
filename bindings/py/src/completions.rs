//! The requests of one event loop, and the futures that wait for them.

use std::collections::HashMap;
use std::os::fd::{AsRawFd, RawFd};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use mycpaas_bridge::{self as bridge, Event, Operation, Reply, Running, WakeSocket};
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
    socket: WakeSocket,
    next_id: AtomicU64,
    /// Who waits for requests that have not ended. No thread of the runtime comes here.
    waiting: Mutex<HashMap<u64, Waiting>>,
}

/// Who waits for a request.
pub(crate) struct Waiting {
    pub(crate) future: Py<PyAny>,
    /// The context that what it logs belongs to; nothing where it logs nothing.
    pub(crate) context: Option<Py<PyAny>>,
}

#[pymethods]
impl Completions {
    #[new]
    fn new() -> PyResult<Self> {
        let (socket, wake) = WakeSocket::new()?;
        Ok(Self {
            queue: Arc::new(bridge::Completions::new(wake)),
            socket,
            next_id: AtomicU64::new(0),
            waiting: Mutex::default(),
        })
    }

    fn fileno(&self) -> RawFd {
        self.socket.as_raw_fd()
    }

    fn deliver(&self, py: Python<'_>) -> PyResult<()> {
        self.socket.clear();
        let mut delivered = Ok(());
        for (id, event) in self.queue.take() {
            // What is raised in between, such as by Ctrl-C, keeps no other request from its end.
            delivered = delivered.and(self.deliver_one(py, id, event));
        }
        delivered
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        // Nobody else holds the lock while objects are traversed, or it is left for another time.
        let Ok(waiting) = self.waiting.try_lock() else { return Ok(()) };
        waiting.values().try_for_each(|waiting| {
            visit.call(&waiting.future)?;
            visit.call(&waiting.context)
        })
    }

    fn __clear__(&self) {
        let waiting = std::mem::take(&mut *self.waiting());
        drop(waiting);
    }
}

impl Completions {
    pub(crate) fn start(
        &self,
        py: Python<'_>,
        operation: Operation,
        waiting: Waiting,
    ) -> PyResult<(Running, u64)> {
        let id = self.next_id.fetch_add(1, Ordering::Relaxed);
        self.waiting().insert(id, waiting);
        match operation.start(&self.queue, id) {
            Ok(running) => Ok((running, id)),
            Err(failure) => {
                self.forget(id);
                Err(raise(py, failure))
            }
        }
    }

    pub(crate) fn forget(&self, id: u64) -> Option<Waiting> {
        self.waiting().remove(&id)
    }

    fn deliver_one(&self, py: Python<'_>, id: u64, event: Event) -> PyResult<()> {
        match event {
            Event::Log(record) => {
                let waiting = self.waiting();
                let context =
                    waiting.get(&id).and_then(|waiting| Some(waiting.context.as_ref()?.clone_ref(py)));
                drop(waiting);
                log::emit(py, &record, context.as_ref().map(|context| context.bind(py)))
            }
            Event::Done(outcome) => {
                self.forget(id).map_or(Ok(()), |waiting| complete(waiting.future.bind(py), outcome))
            }
        }
    }

    fn waiting(&self) -> MutexGuard<'_, HashMap<u64, Waiting>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
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
