//! What a simulator received, and the calls that it knows.

use std::time::Duration;

use mycpaas_simulator as simulator;
use pyo3::prelude::*;

use crate::arguments::text;
use crate::convert;

/// One request that the simulator received and read.
#[pyclass(frozen, module = "mycpaas.testing")]
pub(crate) struct ReceivedRequest(pub(super) simulator::ReceivedRequest);

#[pymethods]
impl ReceivedRequest {
    /// The HTTP method.
    #[getter]
    fn method(&self) -> &str {
        self.0.method.as_str()
    }

    /// The path, as it was sent.
    #[getter]
    fn path(&self) -> &str {
        &self.0.path
    }

    /// The query, as it was sent, without the question mark.
    #[getter]
    fn query(&self) -> Option<&str> {
        self.0.query.as_deref()
    }

    /// Every header, names in lower case, `authorization` included.
    #[getter]
    fn headers(&self) -> Vec<(String, String)> {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        self.0.headers.iter().map(|(name, value)| (name.to_string(), text(value.as_bytes()))).collect()
    }

    /// The body. Empty if it was over 64 KiB, and answered with 413.
    #[getter]
    fn body(&self) -> &[u8] {
        &self.0.body
    }

    /// The pairs of the form in the body, in the order they came.
    #[getter]
    fn form(&self) -> Vec<(String, String)> {
        self.0.form()
    }

    /// Returns the first value of a parameter of the form.
    fn parameter(&self, name: &Bound<'_, PyAny>) -> PyResult<Option<String>> {
        Ok(self.0.parameter(&text("name", name)?))
    }

    /// Returns the first value of a header. The name's case does not matter.
    fn header(&self, name: &Bound<'_, PyAny>) -> PyResult<Option<&str>> {
        Ok(self.0.header(&text("name", name)?))
    }

    fn __repr__(&self) -> String {
        format!("<ReceivedRequest {} {}>", self.0.method, self.0.path)
    }
}

/// A call as it was when the simulator was asked.
#[pyclass(frozen, module = "mycpaas.testing")]
pub(crate) struct SimulatedCall(pub(super) simulator::SimulatedCall);

#[pymethods]
impl SimulatedCall {
    /// The identifier.
    #[getter]
    fn sid(&self) -> &str {
        &self.0.sid
    }

    /// Who is called.
    #[getter]
    fn to(&self) -> &str {
        &self.0.to
    }

    /// The number that calls.
    #[getter]
    fn from_(&self) -> &str {
        &self.0.from
    }

    /// Where the call is in its life.
    #[getter]
    fn status<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        convert::word(py, "CallStatus", Some(self.0.status.as_str()))
    }

    /// How long the call was in progress in its own time, once it has ended.
    #[getter]
    fn duration(&self) -> Option<Duration> {
        self.0.duration
    }

    fn __repr__(&self) -> String {
        format!("<SimulatedCall {} to {}: {}>", self.0.sid, self.0.to, self.0.status)
    }
}
