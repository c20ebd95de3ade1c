//! The life of a call, to read and to compare.

use std::time::Duration;

use mycpaas_simulator::{self as simulator, StepKind};
use pyo3::prelude::*;
use serde_json::{Map, Value};

use crate::{convert, json};

/// Every step of a call so far.
#[pyclass(frozen, module = "mycpaas.testing")]
pub(crate) struct Transcript(pub(super) simulator::Transcript);

#[pymethods]
impl Transcript {
    /// The identifier of the call.
    #[getter]
    fn call_sid(&self) -> &str {
        &self.0.call_sid
    }

    /// The steps, in order.
    #[getter]
    fn steps(&self) -> Vec<Step> {
        self.0.steps.iter().cloned().map(Step::new).collect()
    }

    /// What the callee heard: texts, and the URLs of recordings.
    #[getter]
    fn heard(&self) -> Vec<&str> {
        self.0.heard()
    }

    /// The keys that the callee pressed, one entry a Gather.
    #[getter]
    fn pressed(&self) -> Vec<&str> {
        self.0.pressed()
    }

    /// What the callee said, one entry a Gather.
    #[getter]
    fn spoken(&self) -> Vec<&str> {
        let kinds = self.0.steps.iter().map(|step| &step.kind);
        kinds
            .filter_map(
                |kind| if let StepKind::Spoke { words, .. } = kind { Some(words.as_str()) } else { None },
            )
            .collect()
    }

    /// The statuses that the call had, in order.
    #[getter]
    fn statuses<'py>(&self, py: Python<'py>) -> PyResult<Vec<Bound<'py, PyAny>>> {
        let kinds = self.0.steps.iter().map(|step| &step.kind);
        let statuses = kinds
            .filter_map(|kind| if let StepKind::Status { status, .. } = kind { Some(status) } else { None });
        statuses.map(|status| convert::word(py, "CallStatus", Some(status.as_str()))).collect()
    }

    /// Every attempt to deliver a status callback.
    #[getter]
    fn webhooks(&self) -> Vec<Step> {
        self.0.webhooks().cloned().map(Step::new).collect()
    }

    /// What the checker found in the documents of the call, a line each.
    #[getter]
    fn findings(&self) -> Vec<String> {
        self.0.findings().into_iter().map(ToString::to_string).collect()
    }

    /// Why the call failed, if it did.
    #[getter]
    fn failure(&self) -> Option<&str> {
        self.0.failure()
    }

    /// Returns the transcript as plain data: `call_sid`, and `steps` as `Step.to_dict` returns them.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        json::to_python(py, &self.0)
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Self>().is_ok_and(|other| other.get().0 == self.0)
    }

    fn __str__(&self) -> String {
        self.0.to_string()
    }

    fn __repr__(&self) -> String {
        format!("<Transcript of {}: {} steps>", self.0.call_sid, self.0.steps.len())
    }
}

/// One step of a call, and when it happened in the call's own time.
#[pyclass(frozen, module = "mycpaas.testing")]
pub(crate) struct Step {
    step: simulator::Step,
    /// The same as data. An attribute is nothing where its kind of step has none.
    fields: Map<String, Value>,
}

impl Step {
    pub(super) fn new(step: simulator::Step) -> Self {
        let fields = match serde_json::to_value(&step) {
            Ok(Value::Object(fields)) => fields,
            _ => Map::new(),
        };
        Self { step, fields }
    }

    fn text_of(&self, name: &str) -> Option<&str> {
        self.fields.get(name)?.as_str()
    }

    fn number_of(&self, name: &str) -> Option<u64> {
        self.fields.get(name)?.as_u64()
    }
}

#[pymethods]
impl Step {
    /// How long after the call was created, in the call's own time.
    #[getter]
    fn at(&self) -> Duration {
        self.step.at
    }

    /// What happened.
    #[getter]
    fn kind(&self) -> Option<&str> {
        self.text_of("kind")
    }

    /// The new status, or the one that a webhook reports.
    #[getter]
    fn status<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        convert::word(py, "CallStatus", self.text_of("status"))
    }

    /// What was said to the callee.
    #[getter]
    fn text(&self) -> Option<&str> {
        self.text_of("text")
    }

    /// The HTTP method that a document was requested with.
    #[getter]
    fn method(&self) -> Option<&str> {
        self.text_of("method")
    }

    /// Where a document was requested, a recording is, a webhook was sent or a call redirected.
    #[getter]
    fn url(&self) -> Option<&str> {
        self.text_of("url")
    }

    /// The status that the web application answered a document or a webhook with.
    #[getter]
    fn http_status(&self) -> Option<u64> {
        self.fields.get("result")?.get("answered")?.as_u64()
    }

    /// Why the web application did not answer.
    #[getter]
    fn problem(&self) -> Option<&str> {
        self.fields.get("result")?.get("no_answer")?.as_str()
    }

    /// Which attempt to deliver a webhook this was, from 1.
    #[getter]
    fn attempt(&self) -> Option<u64> {
        self.number_of("attempt")
    }

    /// How long a pause was.
    #[getter]
    fn seconds(&self) -> Option<u64> {
        self.number_of("seconds")
    }

    /// The keys that the callee pressed, with the one that finished the input.
    #[getter]
    fn keys(&self) -> Option<&str> {
        self.text_of("keys")
    }

    /// What the callee said.
    #[getter]
    fn words(&self) -> Option<&str> {
        self.text_of("words")
    }

    /// The digits that a Gather got, without the key that finished them.
    #[getter]
    fn digits(&self) -> Option<&str> {
        self.text_of("digits")
    }

    /// The words that a Gather got.
    #[getter]
    fn speech(&self) -> Option<&str> {
        self.text_of("speech")
    }

    /// Who hung up: `callee`, `document`, `api` or `time_limit`.
    #[getter]
    fn by(&self) -> Option<&str> {
        self.text_of("by")
    }

    /// The code of a failure, where the services have one.
    #[getter]
    fn code(&self) -> Option<u64> {
        self.number_of("code")
    }

    /// Why the call failed.
    #[getter]
    fn reason(&self) -> Option<&str> {
        self.text_of("reason")
    }

    /// What a finding is.
    #[getter]
    fn message(&self) -> Option<&str> {
        self.text_of("message")
    }

    /// Returns the step as plain data: `at_ms`, `kind` and what its kind has.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        json::to_python(py, &self.fields)
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Self>().is_ok_and(|other| other.get().step == self.step)
    }

    fn __str__(&self) -> String {
        self.step.to_string()
    }

    fn __repr__(&self) -> String {
        format!("<Step {}>", self.step)
    }
}
