//! JSON as Python's objects, and back, by Python's own module for it.

use mycpaas_bridge as bridge;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use serde::Serialize;

use crate::call::Call;

/// Dicts, lists, texts and numbers that say the same.
pub(crate) fn to_python<'py>(py: Python<'py>, value: &impl Serialize) -> PyResult<Bound<'py, PyAny>> {
    Ok(scan(py, &to_text(value)?)?.0)
}

/// Reads what stands at the beginning of a text, and says how many characters it has. It may not begin with a blank.
///
/// What `json.loads` itself calls: it is native, whereas no code in Python may run in here (see [`crate::request`]).
pub(crate) fn scan<'py>(py: Python<'py>, text: &str) -> PyResult<(Bound<'py, PyAny>, usize)> {
    static SCAN: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let scan = SCAN.get_or_try_init(py, || {
        let decoder = py.import("json")?.getattr("JSONDecoder")?.call0()?;
        PyResult::Ok(decoder.getattr("scan_once")?.unbind())
    })?;
    scan.bind(py).call1((text, 0))?.extract()
}

pub(crate) fn to_text(value: &impl Serialize) -> PyResult<String> {
    serde_json::to_string(value).map_err(|error| PyValueError::new_err(error.to_string()))
}

pub(crate) fn call_from_fields(fields: &Bound<'_, PyAny>) -> PyResult<Call> {
    let text: String = fields.py().import("json")?.call_method1("dumps", (fields,))?.extract()?;
    call_from_text(&text)
}

pub(crate) fn call_from_text(text: &str) -> PyResult<Call> {
    let call: bridge::Call = serde_json::from_str(text)
        .map_err(|error| PyValueError::new_err(format!("this is not a call: {error}")))?;
    Ok(Call { call, metadata: None })
}
