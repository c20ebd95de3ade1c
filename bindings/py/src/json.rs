//! JSON as Python's objects, and back, by Python's own module for it.

use mycpaas_bridge::{self as bridge, ErrorKind, Failure};
use pyo3::PyTypeInfo;
use pyo3::exceptions::{PyStopIteration, PyValueError};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyDict;
use serde::Serialize;

use crate::call::Call;
use crate::convert::shown;
use crate::errors::{because, invalid_argument, raise};

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

/// Reads a text in UTF-8. What is raised says what is wrong with it.
pub(crate) fn from_bytes<'py>(py: Python<'py>, content: &[u8]) -> PyResult<Bound<'py, PyAny>> {
    let text = str::from_utf8(content).map_err(|error| PyValueError::new_err(error.to_string()))?;
    let blanks = [' ', '\t', '\n', '\r'];
    let text = text.trim_start_matches('\u{feff}').trim_matches(blanks);
    match scan(py, text) {
        Ok((value, length)) if text.chars().nth(length).is_none() => Ok(value),
        Ok((_, length)) => Err(PyValueError::new_err(format!("extra data from character {length} on"))),
        Err(error) if error.is_instance_of::<PyStopIteration>(py) => {
            Err(PyValueError::new_err(format!("no value at character {}", error.value(py))))
        }
        Err(error) => Err(error),
    }
}

pub(crate) fn call_from_fields(fields: &Bound<'_, PyAny>) -> PyResult<Call> {
    let py = fields.py();
    let refuse = |problem: &str| invalid_argument(py, "fields", problem);
    if !fields.is_instance_of::<PyDict>() && !fields.hasattr("keys").unwrap_or(false) {
        return Err(refuse(&format!("{} is given; a dict of fields is allowed", shown(fields))));
    }
    let text = (|| {
        let fields = PyDict::type_object(py).call1((fields,))?;
        py.import("json")?.call_method1("dumps", (fields,))?.extract::<String>()
    })();
    let problem = "something in it cannot be written as JSON";
    call_from_text(py, &text.map_err(|error| because(py, refuse(problem), error))?)
}

pub(crate) fn call_from_text(py: Python<'_>, text: &str) -> PyResult<Call> {
    let call: bridge::Call = serde_json::from_str(text).map_err(|error| {
        raise(py, Failure::new(ErrorKind::Decode, format!("this is not a call: {error}")))
    })?;
    Ok(Call { call, metadata: None })
}
