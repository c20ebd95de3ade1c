//! Plain data as Python's objects, and some of them back.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::{Duration, SystemTime};

use mycpaas_bridge::{self as bridge, mask_phone_number};
use pyo3::exceptions::PyOverflowError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBool, PyDict, PyString};

use crate::errors::invalid_argument;

pub(crate) fn text<'py>(py: Python<'py>, value: Option<&String>) -> PyResult<Bound<'py, PyAny>> {
    Ok(value.map(String::as_str).into_pyobject(py)?.into_any())
}

pub(crate) fn integer<'py>(py: Python<'py>, value: Option<&u64>) -> PyResult<Bound<'py, PyAny>> {
    value.copied().into_pyobject(py).map_err(PyErr::from)
}

pub(crate) fn duration<'py>(py: Python<'py>, value: Option<&Duration>) -> PyResult<Bound<'py, PyAny>> {
    value.copied().into_pyobject(py)
}

pub(crate) fn texts<'py>(
    py: Python<'py>,
    value: Option<&BTreeMap<String, Option<String>>>,
) -> PyResult<Bound<'py, PyAny>> {
    let Some(texts) = value else { return Ok(py.None().into_bound(py)) };
    let dict = PyDict::new(py);
    for (name, text) in texts {
        dict.set_item(name, text.as_deref())?;
    }
    Ok(dict.into_any())
}

/// A `Decimal` with every digit.
pub(crate) fn decimal<'py>(py: Python<'py>, value: Option<&bridge::Decimal>) -> PyResult<Bound<'py, PyAny>> {
    static CLASS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    match value {
        Some(number) => CLASS.import(py, "decimal", "Decimal")?.call1((number.to_string(),)),
        None => Ok(py.None().into_bound(py)),
    }
}

/// A `datetime` in UTC; nothing where the text is not understood, or Python has no such year.
pub(crate) fn time<'py>(py: Python<'py>, value: Option<&bridge::Timestamp>) -> PyResult<Bound<'py, PyAny>> {
    let time = value.and_then(bridge::Timestamp::to_system_time);
    match time.map(|time: SystemTime| time.into_pyobject(py)) {
        Some(Err(error)) if !error.is_instance_of::<PyOverflowError>(py) => Err(error),
        Some(Ok(time)) => Ok(time.into_any()),
        _ => Ok(py.None().into_bound(py)),
    }
}

/// A member of one of the enumerations in `mycpaas._words`, or plain text for a word that it does not know.
pub(crate) fn word<'py>(
    py: Python<'py>,
    class: &'static str,
    value: Option<&str>,
) -> PyResult<Bound<'py, PyAny>> {
    static CLASSES: PyOnceLock<Py<PyDict>> = PyOnceLock::new();
    let Some(text) = value else { return Ok(py.None().into_bound(py)) };
    let classes = CLASSES.get_or_try_init(py, || members(py).map(Bound::unbind))?.bind(py);
    let text = PyString::new(py, text);
    let members = classes.get_item(class)?;
    match members.map(|members| members.get_item(&text)) {
        Some(Ok(member)) => Ok(member),
        _ => Ok(text.into_any()),
    }
}

/// For each enumeration, its members by their words.
fn members(py: Python<'_>) -> PyResult<Bound<'_, PyDict>> {
    let module = py.import("mycpaas._words")?;
    let classes = PyDict::new(py);
    for name in module.getattr("__all__")?.try_iter()? {
        let name = name?.cast_into::<PyString>()?;
        classes.set_item(&name, module.getattr(&name)?.getattr("_value2member_map_")?)?;
    }
    Ok(classes)
}

/// Reads a length of time: a number of seconds, or a `timedelta`.
pub(crate) fn seconds(parameter: &str, value: &Bound<'_, PyAny>) -> PyResult<Duration> {
    let refuse = || {
        let shown = shown(value);
        let problem = format!("{shown} is given; seconds as a number, or a timedelta, from zero are allowed");
        invalid_argument(value.py(), parameter, &problem)
    };
    if value.is_instance_of::<PyBool>() {
        return Err(refuse());
    }
    match value.extract::<f64>() {
        Ok(seconds) => Duration::try_from_secs_f64(seconds).map_err(|_| refuse()),
        Err(_) => value.extract::<Duration>().map_err(|_| refuse()),
    }
}

/// Shows a value in an error, cut when it is long.
pub(crate) fn shown(value: &Bound<'_, PyAny>) -> String {
    let text = value.repr().map_or_else(|_| "a value without repr".to_owned(), |text| text.to_string());
    match text.char_indices().nth(80) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

pub(crate) fn hash(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// What a person sees of a call.
pub(crate) fn call_repr(call: &bridge::Call) -> String {
    let quoted = |text: String| format!("'{text}'");
    let fields = [
        ("sid", Some(quoted(call.sid.clone()))),
        ("status", call.status.as_ref().map(|status| quoted(status.to_string()))),
        ("direction", call.direction.as_ref().map(|direction| quoted(direction.to_string()))),
        ("to", call.to.as_deref().map(mask_phone_number).map(quoted)),
        ("from_", call.from.as_deref().map(mask_phone_number).map(quoted)),
        ("duration", call.duration.map(|duration| format!("{}s", duration.as_secs()))),
    ];
    let shown = fields.into_iter().filter_map(|(name, value)| Some(format!("{name}={}", value?)));
    format!("Call({})", shown.collect::<Vec<_>>().join(", "))
}
