//! What a simulator received, and the calls that it knows.

use std::time::Duration;

use mycpaas_simulator as simulator;
use pyo3::prelude::*;

use crate::convert;

/// One request that the simulator received and read.
#[pyclass(frozen, module = "mycpaas.testing")]
pub(crate) struct ReceivedRequest(pub(super) simulator::ReceivedRequest);

#[pymethods]
impl ReceivedRequest {
    #[getter]
    fn method(&self) -> &str {
        self.0.method.as_str()
    }

    #[getter]
    fn path(&self) -> &str {
        &self.0.path
    }

    #[getter]
    fn query(&self) -> Option<&str> {
        self.0.query.as_deref()
    }

    #[getter]
    fn headers(&self) -> Vec<(String, String)> {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        self.0.headers.iter().map(|(name, value)| (name.to_string(), text(value.as_bytes()))).collect()
    }

    #[getter]
    fn body(&self) -> &[u8] {
        &self.0.body
    }

    #[getter]
    fn form(&self) -> Vec<(String, String)> {
        self.0.form()
    }

    fn parameter(&self, name: &str) -> Option<String> {
        self.0.parameter(name)
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.0.header(name)
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
    #[getter]
    fn sid(&self) -> &str {
        &self.0.sid
    }

    #[getter]
    fn to(&self) -> &str {
        &self.0.to
    }

    #[getter]
    fn from_(&self) -> &str {
        &self.0.from
    }

    #[getter]
    fn status<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        convert::word(py, "CallStatus", Some(self.0.status.as_str()))
    }

    #[getter]
    fn duration(&self) -> Option<Duration> {
        self.0.duration
    }

    fn __repr__(&self) -> String {
        format!("<SimulatedCall {} to {}: {}>", self.0.sid, self.0.to, self.0.status)
    }
}
