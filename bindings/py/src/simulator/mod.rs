//! The simulator: starts it, scripts it, and reads what happened.

mod callee;
mod fault;
mod received;
mod settings;
mod transcript;

use std::process;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use mycpaas_bridge::{self as bridge, CallStatus, ErrorKind, Failure, ProcessSlot};
use mycpaas_simulator::{self as simulator, SimulatorBuilder};
use pyo3::exceptions::{PyLookupError, PyRuntimeError};
use pyo3::prelude::*;
use pyo3::types::PyDict;
use tokio::sync::Mutex;

pub(crate) use callee::Callee;
pub(crate) use fault::Fault;
pub(crate) use received::{ReceivedRequest, SimulatedCall};
pub(crate) use transcript::{Step, Transcript};

use crate::arguments::{count, text};
use crate::convert::{seconds, shown};
use crate::errors::{invalid_argument, raise};
use crate::request::Request;

/// A simulator, which is started once.
#[pyclass(frozen, module = "mycpaas._native")]
pub(crate) struct Simulator {
    builder: SimulatorBuilder,
    shared: Arc<Shared>,
}

struct Shared {
    running: ProcessSlot<simulator::Simulator>,
    /// Known in processes that were forked, too: a client in one reaches the simulator in its parent.
    address: OnceLock<Address>,
}

struct Address {
    process: u32,
    origin: String,
    base_url: String,
    account_sid: String,
    auth_token: String,
}

#[pymethods]
impl Simulator {
    #[new]
    fn new(settings: &Bound<'_, PyDict>) -> PyResult<Self> {
        let shared = Shared { running: ProcessSlot::new(), address: OnceLock::new() };
        Ok(Self { builder: settings::builder(settings)?, shared: Arc::new(shared) })
    }

    fn start(&self, py: Python<'_>) -> PyResult<Request> {
        if self.shared.address.get().is_some() {
            return Err(PyRuntimeError::new_err("the simulator was started already"));
        }
        bridge::drive_in_background().map_err(|failure| raise(py, failure))?;
        let (builder, shared) = (self.builder.clone(), Arc::clone(&self.shared));
        Ok(Request::other(async move {
            let started = builder.start().await;
            shared.keep(started.map_err(|error| Failure::new(ErrorKind::Configuration, error.to_string()))?)
        }))
    }

    fn shutdown(&self) -> PyResult<Request> {
        let simulator = self.own()?.clone();
        Ok(Request::other(async move {
            simulator.shutdown().await;
            Ok(())
        }))
    }

    #[getter]
    fn is_own(&self) -> bool {
        self.own().is_ok()
    }

    #[getter]
    fn origin(&self) -> PyResult<&str> {
        Ok(&self.address()?.origin)
    }

    #[getter]
    fn base_url(&self) -> PyResult<&str> {
        Ok(&self.address()?.base_url)
    }

    #[getter]
    fn account_sid(&self) -> PyResult<&str> {
        Ok(&self.address()?.account_sid)
    }

    #[getter]
    fn auth_token(&self) -> PyResult<&str> {
        Ok(&self.address()?.auth_token)
    }

    fn set_callee(&self, number: &Bound<'_, PyAny>, callee: &Bound<'_, PyAny>) -> PyResult<()> {
        self.own()?.set_callee(text("number", number)?, callee::script("callee", callee)?);
        Ok(())
    }

    fn set_default_callee(&self, callee: &Bound<'_, PyAny>) -> PyResult<()> {
        self.own()?.set_default_callee(callee::script("callee", callee)?);
        Ok(())
    }

    fn inject(&self, fault: &Bound<'_, PyAny>, times: &Bound<'_, PyAny>) -> PyResult<()> {
        let Ok(fault) = fault.cast::<Fault>() else {
            let problem = format!("{} is given; a Fault is allowed", shown(fault));
            return Err(invalid_argument(fault.py(), "fault", &problem));
        };
        self.own()?.inject_times(fault.get().fault.clone(), count("times", times)?);
        Ok(())
    }

    fn received(&self, method: &Bound<'_, PyAny>, path: &Bound<'_, PyAny>) -> PyResult<Vec<ReceivedRequest>> {
        let (method, path) = (text("method", method)?, text("path", path)?);
        let requests = self.own()?.received_matching(&method, &path);
        Ok(requests.into_iter().map(ReceivedRequest).collect())
    }

    #[getter]
    fn received_count(&self) -> PyResult<u64> {
        Ok(self.own()?.received_count())
    }

    fn clear_received(&self) -> PyResult<()> {
        self.own()?.clear_received();
        Ok(())
    }

    fn reset(&self) -> PyResult<()> {
        self.own()?.reset();
        Ok(())
    }

    #[getter]
    fn calls(&self) -> PyResult<Vec<SimulatedCall>> {
        Ok(self.own()?.calls().into_iter().map(SimulatedCall).collect())
    }

    fn transcript(&self, sid: &Bound<'_, PyAny>) -> PyResult<Transcript> {
        let sid = text("sid", sid)?;
        self.own()?.transcript(&sid).map(Transcript).ok_or_else(|| unknown(&sid))
    }

    fn follow(&self, sid: &Bound<'_, PyAny>) -> PyResult<Follow> {
        let sid = text("sid", sid)?;
        let follow = self.own()?.follow(&sid).ok_or_else(|| unknown(&sid))?;
        Ok(Follow(Arc::new(Mutex::new(follow))))
    }

    fn wait_for_end(&self, sid: &Bound<'_, PyAny>, timeout: Option<&Bound<'_, PyAny>>) -> PyResult<Request> {
        let (simulator, sid) = self.known(sid)?;
        let limit = limit(timeout)?;
        Ok(Request::other(async move {
            let end = within(limit, simulator.wait_for_end(&sid)).await;
            let end = end.ok_or_else(|| late(&simulator, &sid, "ended", limit))?;
            end.map(Transcript).ok_or_else(|| forgotten(&sid))
        }))
    }

    fn wait_for_status(
        &self,
        sid: &Bound<'_, PyAny>,
        status: &Bound<'_, PyAny>,
        timeout: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Request> {
        let (simulator, sid) = self.known(sid)?;
        let (status, limit) = (text("status", status)?, limit(timeout)?);
        Ok(Request::other(async move {
            let reached =
                within(limit, simulator.wait_for_status(&sid, CallStatus::from(status.clone()))).await;
            reached.ok_or_else(|| late(&simulator, &sid, &format!("become {status}"), limit))
        }))
    }
}

impl Simulator {
    /// Returns the simulator, if this process started it.
    fn own(&self) -> PyResult<&simulator::Simulator> {
        self.shared.running.get_or_try_init(|| {
            let started_by = self.address()?.process;
            let problem = format!(
                "this simulator was started by process {started_by}, and this is process {}: \
                 a client reaches it from here, but what it knows is in its own process",
                process::id()
            );
            Err(PyRuntimeError::new_err(problem))
        })
    }

    fn address(&self) -> PyResult<&Address> {
        let problem = "the simulator is not started: use it in a `with` block, or call `start()`";
        self.shared.address.get().ok_or_else(|| PyRuntimeError::new_err(problem))
    }

    fn known(&self, sid: &Bound<'_, PyAny>) -> PyResult<(simulator::Simulator, String)> {
        let (simulator, sid) = (self.own()?, text("sid", sid)?);
        if simulator.follow(&sid).is_none() {
            return Err(unknown(&sid));
        }
        Ok((simulator.clone(), sid))
    }
}

impl Shared {
    fn keep(&self, simulator: simulator::Simulator) -> bridge::Result<()> {
        let address = Address {
            process: process::id(),
            origin: simulator.origin(),
            base_url: simulator.base_url(),
            account_sid: simulator.account_sid().to_owned(),
            auth_token: simulator.auth_token().to_owned(),
        };
        self.running.get_or_try_init(|| Ok(simulator)).map(|_| {
            self.address.get_or_init(|| address);
        })
    }
}

/// A view of a call's steps as they happen.
#[pyclass(frozen, module = "mycpaas._native")]
pub(crate) struct Follow(Arc<Mutex<simulator::Follow>>);

#[pymethods]
impl Follow {
    fn next(&self) -> Request {
        let follow = Arc::clone(&self.0);
        Request::other(async move { Ok(follow.lock().await.next().await.map(Step::new)) })
    }
}

fn limit(timeout: Option<&Bound<'_, PyAny>>) -> PyResult<Option<Duration>> {
    timeout.map(|timeout| seconds("timeout", timeout)).transpose()
}

/// Waits no longer than that, or as long as it takes.
async fn within<F: Future>(limit: Option<Duration>, future: F) -> Option<F::Output> {
    match limit {
        Some(limit) => tokio::time::timeout(limit, future).await.ok(),
        None => Some(future.await),
    }
}

fn late(simulator: &simulator::Simulator, sid: &str, what: &str, limit: Option<Duration>) -> Box<Failure> {
    let steps = simulator.transcript(sid).map(|transcript| transcript.steps).unwrap_or_default();
    let last = steps.last().map_or_else(String::new, |step| format!("; its last step is: {step}"));
    let seconds = limit.unwrap_or_default().as_secs_f64();
    Failure::new(ErrorKind::Timeout, format!("call {sid} has not {what} within {seconds} s{last}"))
}

fn unknown(sid: &str) -> PyErr {
    PyLookupError::new_err(format!("the simulator knows no call {sid:?}"))
}

fn forgotten(sid: &str) -> Box<Failure> {
    Failure::new(ErrorKind::NotFound, format!("the simulator was reset, and knows call {sid} no more"))
}
