//! What comes of a check, and of signing.

use mycpaas_bridge::webhook as bridge;
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// Whether a request is genuine.
#[pyclass(frozen, module = "mycpaas.webhooks")]
pub(crate) struct Verdict(pub(super) bridge::Verdict);

#[pymethods]
impl Verdict {
    /// Whether the request is genuine.
    #[getter]
    fn is_valid(&self) -> bool {
        self.0.is_valid()
    }

    /// How the request was signed, if it is genuine.
    #[getter]
    fn scheme(&self) -> Option<&'static str> {
        self.0.scheme().map(bridge::SignatureScheme::name)
    }

    /// The sort of reason for which it is refused.
    #[getter]
    fn reason(&self) -> Option<&'static str> {
        self.0.refusal().map(|refusal| refusal.reason().name())
    }

    /// What would have to be otherwise for the signature to match.
    #[getter]
    fn hint(&self) -> Option<&str> {
        self.0.refusal().and_then(bridge::Refusal::hint)
    }

    fn __bool__(&self) -> bool {
        self.0.is_valid()
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Self>().is_ok_and(|other| other.get().0 == self.0)
    }

    fn __hash__(&self) -> u64 {
        crate::convert::hash(self.__str__())
    }

    fn __str__(&self) -> String {
        match &self.0 {
            bridge::Verdict::Valid(scheme) => format!("genuine by the scheme {scheme}"),
            bridge::Verdict::Refused(refusal) => refusal.to_string(),
        }
    }

    fn __repr__(&self) -> String {
        format!("<Verdict: {}>", self.__str__())
    }
}

/// What makes a request genuine.
#[pyclass(frozen, module = "mycpaas.webhooks")]
pub(crate) struct Signature(pub(super) bridge::Signature);

#[pymethods]
impl Signature {
    /// The URL to request.
    #[getter]
    fn url(&self) -> &str {
        &self.0.url
    }

    /// The signature itself.
    #[getter]
    fn value(&self) -> &str {
        &self.0.value
    }

    /// The headers to send.
    #[getter]
    fn headers<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let headers = PyDict::new(py);
        for (name, value) in &self.0.headers {
            headers.set_item(name, value)?;
        }
        Ok(headers)
    }

    fn __repr__(&self) -> String {
        format!("<Signature for {}>", self.0.url)
    }
}
