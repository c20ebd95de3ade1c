//! A request, for those who wait and for those who do not.

use std::sync::{Mutex, PoisonError};

use mycpaas_bridge::{self as bridge, Operation, Reply};
#[cfg(feature = "simulator")]
use pyo3::IntoPyObjectExt;
use pyo3::exceptions::PyRuntimeError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;

use crate::call::Call;
use crate::completions::{Completions, Waiting};
use crate::errors::raise;
use crate::log;
use crate::metadata::Source;
use crate::page::Page;
use crate::response::Response;

/// Makes Python's object out of what [`Operation::other`] ended with.
type Convert = Box<dyn for<'py> FnOnce(Python<'py>) -> PyResult<Bound<'py, PyAny>> + Send>;

/// A request that is not sent yet.
#[pyclass(frozen, generic, module = "mycpaas._native")]
pub(crate) struct Request {
    /// Nothing once it was sent.
    operation: Mutex<Option<Operation>>,
}

#[pymethods]
impl Request {
    fn run<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let operation = self.take()?.logged(log::is_wanted(py));
        let signals = is_main_thread(py)?;
        let hear = |record| attached(|py| log::emit(py, &record, None));
        let tick = || if signals { look_for_signals() } else { Ok(()) };
        let outcome = py.detach(|| operation.run(hear, tick))?;
        reply(py, outcome)
    }

    fn start(
        &self,
        py: Python<'_>,
        completions: &Bound<'_, Completions>,
        future: Py<PyAny>,
    ) -> PyResult<Running> {
        let logged = log::is_wanted(py);
        let context = logged.then(|| py.import("contextvars")?.call_method0("copy_context"));
        let waiting = Waiting { future, context: context.transpose()?.map(Bound::unbind) };
        let (running, id) = completions.get().start(py, self.take()?.logged(logged), waiting)?;
        Ok(Running { request: running, id, completions: completions.clone().unbind() })
    }
}

impl Request {
    pub(crate) fn new(operation: Operation) -> Self {
        Self { operation: Mutex::new(Some(operation)) }
    }

    /// Something else than a request of the API, and how Python gets its result.
    #[cfg(feature = "simulator")]
    pub(crate) fn other<T>(future: impl Future<Output = bridge::Result<T>> + Send + 'static) -> Self
    where
        T: for<'py> IntoPyObject<'py> + Send + 'static,
    {
        Self::new(Operation::other(async move {
            let value = future.await?;
            let convert: Convert = Box::new(move |py| value.into_bound_py_any(py));
            Ok(convert)
        }))
    }

    fn take(&self) -> PyResult<Operation> {
        let operation = self.operation.lock().unwrap_or_else(PoisonError::into_inner).take();
        operation.ok_or_else(|| PyRuntimeError::new_err("the request was sent already"))
    }
}

/// Calls Python in a thread that waits. An interpreter that is gone does not come back: there is nothing to do then.
fn attached(call: impl FnOnce(Python<'_>) -> PyResult<()>) -> PyResult<()> {
    Python::try_attach(call).unwrap_or(Ok(()))
}

#[expect(clippy::redundant_closure_for_method_calls, reason = "the method holds for one lifetime only")]
fn look_for_signals() -> PyResult<()> {
    attached(|py| py.check_signals())
}

/// Only the main thread runs handlers of signals; the others need not fight for the interpreter's lock.
fn is_main_thread(py: Python<'_>) -> PyResult<bool> {
    static THREADING: PyOnceLock<(Py<PyAny>, Py<PyAny>)> = PyOnceLock::new();
    let (main_thread, get_ident) = THREADING.get_or_try_init(py, || {
        let threading = py.import("threading")?;
        PyResult::Ok((threading.getattr("main_thread")?.unbind(), threading.getattr("get_ident")?.unbind()))
    })?;
    main_thread.bind(py).call0()?.getattr(intern!(py, "ident"))?.eq(get_ident.bind(py).call0()?)
}

/// A request that was sent.
#[pyclass(frozen, module = "mycpaas._native")]
pub(crate) struct Running {
    request: bridge::Running,
    id: u64,
    completions: Py<Completions>,
}

#[pymethods]
impl Running {
    fn abort(&self) {
        self.request.abort();
        self.completions.get().forget(self.id);
    }
}

/// What a request returns, or the exception that it raises.
pub(crate) fn reply(py: Python<'_>, outcome: bridge::Result<Reply>) -> PyResult<Bound<'_, PyAny>> {
    let reply = outcome.map_err(|failure| raise(py, failure))?;
    Ok(match reply {
        Reply::Call(answer) => {
            let (call, metadata) = answer.into_parts();
            Bound::new(py, Call { call, metadata: Some(Source::Answer(metadata)) })?.into_any()
        }
        Reply::Page(Some(page)) => Bound::new(py, Page::new(*page))?.into_any(),
        Reply::Other(value) => match value.downcast::<Convert>() {
            Ok(convert) => convert(py)?,
            Err(_) => py.None().into_bound(py),
        },
        Reply::Body(content, metadata) => Bound::new(py, Response { content, metadata })?.into_any(),
        _ => py.None().into_bound(py),
    })
}
