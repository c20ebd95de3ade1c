//! The answer to a request that there is no method for.

use std::borrow::Cow;

use mycpaas_bridge as bridge;
use pyo3::prelude::*;

use crate::metadata::Metadata;

/// The answer to a request that this library has no method for.
#[pyclass(frozen, module = "mycpaas")]
pub(crate) struct Response {
    pub(crate) content: Vec<u8>,
    pub(crate) metadata: bridge::Metadata,
}

#[pymethods]
impl Response {
    #[getter]
    fn content(&self) -> &[u8] {
        &self.content
    }

    #[getter]
    fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.content)
    }

    #[getter]
    fn http_status(&self) -> u16 {
        self.metadata.http_status()
    }

    #[getter]
    fn metadata(&self) -> Metadata {
        self.metadata.clone().into()
    }

    fn json<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        py.import("json")?.call_method1("loads", (self.content(),))
    }

    fn __repr__(&self) -> String {
        format!("Response(http_status={}, {} bytes)", self.http_status(), self.content.len())
    }
}
