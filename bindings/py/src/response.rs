//! The answer to a request that there is no method for.

use std::borrow::Cow;

use mycpaas_bridge::{ErrorKind, Failure};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::convert::hash;
use crate::errors::{because, raise};
use crate::json;
use crate::metadata::{Metadata, Source};

/// The answer to a request that this library has no method for.
#[pyclass(frozen, weakref, module = "mycpaas")]
pub(crate) struct Response {
    pub(crate) content: Vec<u8>,
    pub(crate) metadata: Source,
}

#[pymethods]
impl Response {
    /// The body.
    #[getter]
    fn content(&self) -> &[u8] {
        &self.content
    }

    /// The body as text in UTF-8, with U+FFFD for what is none.
    #[getter]
    fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.content)
    }

    /// The HTTP status, such as 200.
    #[getter]
    fn http_status(&self) -> u16 {
        self.metadata.http_status()
    }

    /// How the answer came.
    #[getter]
    fn metadata(&self) -> Metadata {
        self.metadata.read()
    }

    /// Reads the body as JSON, in UTF-8.
    fn json<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        json::from_bytes(py, &self.content).map_err(|error| {
            let problem = "the body of the answer is no JSON";
            because(py, raise(py, Failure::new(ErrorKind::Decode, problem)), error)
        })
    }

    #[staticmethod]
    fn _restore(content: Vec<u8>, metadata: &Bound<'_, Metadata>) -> Self {
        Self { content, metadata: Source::Pickle(metadata.get().clone()) }
    }

    #[expect(clippy::type_complexity, reason = "what pickle asks for")]
    fn __reduce__<'py>(
        slf: &Bound<'py, Self>,
    ) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, PyBytes>, Metadata))> {
        let restore = slf.get_type().getattr("_restore")?;
        Ok((restore, (PyBytes::new(slf.py(), &slf.get().content), slf.get().metadata())))
    }

    fn __copy__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __deepcopy__(slf: Py<Self>, _memo: &Bound<'_, PyAny>) -> Py<Self> {
        slf
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        let equals = |other: &Self| other.content == self.content && other.metadata() == self.metadata();
        other.cast::<Self>().is_ok_and(|other| equals(other.get()))
    }

    fn __hash__(&self) -> u64 {
        hash(&self.content)
    }

    fn __repr__(&self) -> String {
        format!("Response(http_status={}, {} bytes)", self.http_status(), self.content.len())
    }
}
