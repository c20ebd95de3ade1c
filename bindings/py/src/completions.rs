//! What has happened to the requests of one event loop, until the loop takes it.

use std::os::fd::{AsRawFd, RawFd};
use std::sync::Arc;

use mycpaas_bridge::{self as bridge, Event, Operation, Running, WakeSocket};
use pyo3::prelude::*;

use crate::log::{self, Record};
use crate::request::reply;

/// What has happened to the requests of one event loop.
#[pyclass(frozen, module = "mycpaas._native")]
pub(crate) struct Completions {
    queue: Arc<bridge::Completions>,
    socket: WakeSocket,
}

/// The number of a request, and one of the others: something for the log, what it returns, what it raises.
type Happened<'py> = (u64, Option<Record<'py>>, Option<Bound<'py, PyAny>>, Option<Py<PyAny>>);

#[pymethods]
impl Completions {
    #[new]
    fn new() -> PyResult<Self> {
        let (socket, wake) = WakeSocket::new()?;
        Ok(Self { queue: Arc::new(bridge::Completions::new(wake)), socket })
    }

    fn fileno(&self) -> RawFd {
        self.socket.as_raw_fd()
    }

    fn wake(&self) {
        self.queue.wake();
    }

    fn take<'py>(&self, py: Python<'py>) -> PyResult<Vec<Happened<'py>>> {
        self.socket.clear();
        self.queue.take().into_iter().map(|(id, event)| happened(py, id, event)).collect()
    }
}

impl Completions {
    pub(crate) fn start(&self, operation: Operation, id: u64) -> bridge::Result<Running> {
        operation.start(&self.queue, id)
    }
}

fn happened(py: Python<'_>, id: u64, event: Event) -> PyResult<Happened<'_>> {
    Ok(match event {
        Event::Log(record) => (id, Some(log::record(py, record)?), None, None),
        Event::Done(outcome) => match reply(py, outcome) {
            Ok(value) => (id, None, Some(value), None),
            Err(error) => (id, None, None, Some(error.into_value(py).into_any())),
        },
    })
}
