//! A request, for those who wait and for those who do not.

use std::sync::{Mutex, MutexGuard, PoisonError};

use mycpaas_bridge::{self as bridge, Blocking, Operation, Reply, Turn};
#[cfg(feature = "simulator")]
use pyo3::IntoPyObjectExt;
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;

use crate::call::Call;
use crate::completions::Completions;
use crate::errors::raise;
use crate::log::{self, Record};
use crate::metadata::Source;
use crate::page::Page;
use crate::response::Response;

/// Makes Python's object out of what [`Operation::other`] ended with.
type Convert = Box<dyn for<'py> FnOnce(Python<'py>) -> PyResult<Bound<'py, PyAny>> + Send>;

/// A request, to be sent once. No code in Python runs in here, but for handlers of signals in the main thread: where the
/// interpreter ends, it ends threads that run Python with an unwinding that Rust does not survive.
#[pyclass(frozen, generic, module = "mycpaas._native")]
pub(crate) struct Request {
    state: Mutex<State>,
}

enum State {
    Unsent(Operation),
    Going(Blocking),
    Ended(bridge::Result<Reply>),
    Gone,
}

#[pymethods]
impl Request {
    fn run<'py>(&self, py: Python<'py>, signals: bool) -> PyResult<Bound<'py, PyAny>> {
        let outcome = match self.take() {
            State::Ended(outcome) => outcome,
            state => {
                let blocking = blocking(state)?;
                py.detach(|| to_the_end(blocking, || look_for_signals(signals)))?
            }
        };
        reply(py, outcome)
    }

    fn turn<'py>(&self, py: Python<'py>, level: u8, signals: bool) -> PyResult<Vec<Record<'py>>> {
        let mut blocking = match self.take() {
            State::Unsent(operation) => operation.logged_from(Some(log::level(level))).blocking(),
            state => blocking(state)?,
        };
        // What is dropped is dropped without the interpreter's lock.
        let (state, heard) = py.detach(|| match blocking.turn(|| look_for_signals(signals))? {
            Turn::Heard(records) => PyResult::Ok((State::Going(blocking), records)),
            Turn::Ended(outcome) => Ok((State::Ended(outcome), Vec::new())),
        })?;
        *self.state() = state;
        heard.into_iter().map(|heard| log::record(py, heard)).collect()
    }

    fn close(&self, py: Python<'_>) {
        let state = self.take();
        if matches!(state, State::Going(_)) {
            py.detach(|| drop(state));
        }
    }

    fn start(
        &self,
        py: Python<'_>,
        completions: &Bound<'_, Completions>,
        number: u64,
        level: Option<u8>,
    ) -> PyResult<Running> {
        let State::Unsent(operation) = self.take() else { return Err(sent_already()) };
        let operation = operation.logged_from(level.map(log::level));
        completions.get().start(operation, number).map(Running).map_err(|failure| raise(py, failure))
    }
}

impl Request {
    pub(crate) fn new(operation: Operation) -> Self {
        Self { state: Mutex::new(State::Unsent(operation)) }
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

    fn take(&self) -> State {
        std::mem::replace(&mut *self.state(), State::Gone)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn blocking(state: State) -> PyResult<Blocking> {
    match state {
        State::Unsent(operation) => Ok(operation.blocking()),
        State::Going(blocking) => Ok(blocking),
        State::Ended(_) | State::Gone => Err(sent_already()),
    }
}

fn to_the_end(
    mut blocking: Blocking,
    mut tick: impl FnMut() -> PyResult<()>,
) -> PyResult<bridge::Result<Reply>> {
    loop {
        if let Turn::Ended(outcome) = blocking.turn(&mut tick)? {
            return Ok(outcome);
        }
    }
}

fn sent_already() -> PyErr {
    PyRuntimeError::new_err("the request was sent already")
}

/// Lets handlers of signals run, which only the main thread does: others need not fight for the interpreter's lock.
/// An interpreter that is gone does not come back, and there is nothing to do then.
#[expect(clippy::redundant_closure_for_method_calls, reason = "the method holds for one lifetime only")]
fn look_for_signals(is_main_thread: bool) -> PyResult<()> {
    let look = || Python::try_attach(|py| py.check_signals()).unwrap_or(Ok(()));
    if is_main_thread { look() } else { Ok(()) }
}

/// A request that was sent.
#[pyclass(frozen, module = "mycpaas._native")]
pub(crate) struct Running(bridge::Running);

#[pymethods]
impl Running {
    fn abort(&self) {
        self.0.abort();
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
        Reply::Body(content, metadata) => {
            Bound::new(py, Response { content, metadata: Source::Answer(metadata) })?.into_any()
        }
        _ => py.None().into_bound(py),
    })
}
