//! The state of calls, out of their status callbacks.

use std::time::Duration;

use mycpaas_bridge::webhook::{self as bridge, TrackerLimits};
use pyo3::prelude::*;

use super::event::WebhookEvent;
use crate::arguments::{count, text};
use crate::convert::{self, seconds};

/// Holds the true state of each call, fed with its status callbacks.
#[pyclass(frozen, module = "mycpaas.webhooks")]
pub(crate) struct CallTracker(pub(crate) bridge::CallTracker);

#[pymethods]
impl CallTracker {
    #[new]
    #[pyo3(signature = (*, finished=None, finished_age=None, unfinished=None))]
    fn new(
        finished: Option<&Bound<'_, PyAny>>,
        finished_age: Option<&Bound<'_, PyAny>>,
        unfinished: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let mut limits = TrackerLimits::new();
        if let Some(calls) = finished {
            limits = limits.finished(count("finished", calls)?);
        }
        if let Some(age) = finished_age {
            limits = limits.finished_age(seconds("finished_age", age)?);
        }
        if let Some(calls) = unfinished {
            limits = limits.unfinished(count("unfinished", calls)?);
        }
        Ok(Self(bridge::CallTracker::with_limits(limits)))
    }

    /// Takes an event in as the status of its call, and says what it changes.
    fn record(&self, event: &Bound<'_, WebhookEvent>) -> Option<Recorded> {
        bridge::record(&self.0, &event.get().0).map(Recorded)
    }

    /// Returns what is known of a call.
    fn get(&self, call_sid: &Bound<'_, PyAny>) -> PyResult<Option<TrackedCall>> {
        Ok(self.0.get(&text("call_sid", call_sid)?).map(TrackedCall))
    }

    /// Forgets a call.
    fn forget(&self, call_sid: &Bound<'_, PyAny>) -> PyResult<()> {
        self.0.forget(&text("call_sid", call_sid)?);
        Ok(())
    }

    fn __len__(&self) -> usize {
        self.0.len()
    }

    /// One that holds nothing is there, too.
    #[expect(clippy::unused_self, reason = "what Python asks for")]
    fn __bool__(&self) -> bool {
        true
    }

    fn __repr__(&self) -> String {
        format!("<CallTracker of {} calls>", self.0.len())
    }
}

/// What a callback changes.
#[pyclass(frozen, module = "mycpaas.webhooks")]
pub(crate) struct Recorded(bridge::Recorded);

#[pymethods]
impl Recorded {
    /// What it is beside what was known.
    #[getter]
    fn change(&self) -> &'static str {
        self.0.change.name()
    }

    /// Whether it is the one that ended the call.
    #[getter]
    fn ended(&self) -> bool {
        self.0.ended
    }

    /// The call as it is now.
    #[getter]
    fn call(&self) -> TrackedCall {
        TrackedCall(self.0.call.clone())
    }

    fn __repr__(&self) -> String {
        let call = TrackedCall(self.0.call.clone()).__repr__();
        let ended = if self.0.ended { ", ended" } else { "" };
        format!("<Recorded: {}{ended}, {call}>", self.0.change)
    }
}

/// The state of a call, as far as callbacks have told it.
#[pyclass(frozen, module = "mycpaas.webhooks")]
pub(crate) struct TrackedCall(bridge::TrackedCall);

#[pymethods]
impl TrackedCall {
    /// The call.
    #[getter]
    fn call_sid(&self) -> &str {
        &self.0.call_sid
    }

    /// Where it is in its life.
    #[getter]
    fn status<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        convert::word(py, "CallStatus", Some(self.0.status.as_str()))
    }

    /// Whether it has ended.
    #[getter]
    fn is_final(&self) -> bool {
        self.0.is_final()
    }

    /// Whether it was answered.
    #[getter]
    fn answered(&self) -> bool {
        self.0.answered
    }

    /// The sequence number of the callback with this status.
    #[getter]
    fn sequence_number(&self) -> Option<u64> {
        self.0.sequence_number
    }

    /// When it came to this status, as the callback says.
    #[getter]
    fn timestamp<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        convert::time(py, self.0.timestamp.as_ref())
    }

    /// How long it lasted, as the callback says.
    #[getter]
    fn duration(&self) -> Option<Duration> {
        self.0.duration
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Self>().is_ok_and(|other| other.get().0 == self.0)
    }

    fn __hash__(&self) -> u64 {
        convert::hash(&self.0.call_sid)
    }

    fn __repr__(&self) -> String {
        format!("<TrackedCall {}: {}>", self.0.call_sid, self.0.status)
    }
}
