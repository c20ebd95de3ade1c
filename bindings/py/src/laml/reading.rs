//! Documents that are read.

use std::borrow::Cow;

use mycpaas_bridge::laml::{self as bridge, Handle, Limits};
use pyo3::prelude::*;
use pyo3::types::{PyByteArray, PyBytes, PyString, PyType};

use super::classes::{make, shape_of_class};
use crate::convert::shown;
use crate::errors::{invalid_argument, raise};

/// Parses a document as an object of a class.
pub(super) fn parse<'py>(
    class: &Bound<'py, PyType>,
    document: &[u8],
    limits: Limits,
) -> PyResult<Bound<'py, PyAny>> {
    let py = class.py();
    let shape = shape_of_class(class)?;
    let root = py.detach(|| bridge::parse(document, limits, shape)).map_err(|failure| raise(py, failure))?;
    make(class, Handle::new(root), shape)
}

/// Makes an element again that was pickled.
#[pyfunction]
pub(crate) fn laml_restore<'py>(class: &Bound<'py, PyType>, document: &str) -> PyResult<Bound<'py, PyAny>> {
    let limits = Limits { size: Some(usize::MAX), depth: Some(usize::MAX), nodes: Some(usize::MAX) };
    parse(class, document.as_bytes(), limits)
}

/// Reads a document from text or bytes.
pub(super) fn document_bytes<'a>(parameter: &str, value: &'a Bound<'_, PyAny>) -> PyResult<Cow<'a, [u8]>> {
    if let Ok(bytes) = value.cast::<PyBytes>() {
        return Ok(Cow::Borrowed(bytes.as_bytes()));
    }
    if let Ok(bytes) = value.cast::<PyByteArray>() {
        return Ok(Cow::Owned(bytes.to_vec()));
    }
    let text = value.cast::<PyString>().ok().and_then(|text| text.to_cow().ok());
    text.map(|text| Cow::Owned(text.into_owned().into_bytes())).ok_or_else(|| {
        let problem = format!("{} is given; text or bytes are allowed", shown(value));
        invalid_argument(value.py(), parameter, &problem)
    })
}
