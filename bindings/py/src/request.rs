//! A request, for those who wait and for those who do not.

use std::sync::{Mutex, PoisonError};

use mycpaas_bridge::{self as bridge, Operation, Reply};
#[cfg(feature = "simulator")]
use pyo3::IntoPyObjectExt;
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;

use crate::call::Call;
use crate::completions::Completions;
use crate::errors::raise;
use crate::log;
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
        let operation = self.take(py)?;
        let outcome = py.detach(|| {
            let hear = |record| Python::attach(|py| log::emit(py, &record));
            operation.run(hear, look_for_signals)
        })?;
        reply(py, outcome)
    }

    fn start(
        &self,
        py: Python<'_>,
        completions: &Bound<'_, Completions>,
        future: Py<PyAny>,
    ) -> PyResult<Running> {
        let operation = self.take(py)?;
        let (running, id) = completions.get().start(py, operation, future)?;
        Ok(Running { request: running, id, completions: completions.clone().unbind() })
    }
}

#[expect(clippy::redundant_closure_for_method_calls, reason = "the method holds for one lifetime only")]
fn look_for_signals() -> PyResult<()> {
    Python::attach(|py| py.check_signals())
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

    fn take(&self, py: Python<'_>) -> PyResult<Operation> {
        let operation = self.operation.lock().unwrap_or_else(PoisonError::into_inner).take();
        let operation = operation.ok_or_else(|| PyRuntimeError::new_err("the request was sent already"))?;
        Ok(operation.logged(log::is_wanted(py)))
    }
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
            let metadata = Some(answer.metadata().clone());
            Bound::new(py, Call { call: answer.into_inner(), metadata })?.into_any()
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
