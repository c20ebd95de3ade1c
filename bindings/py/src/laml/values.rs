//! Python's objects as values of attributes.

use std::borrow::Cow;

use mycpaas_bridge::Decimal;
use mycpaas_bridge::laml::{AttributeShape, Shape, Value, free_text};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBool, PyByteArray, PyBytes, PyDict, PyFloat, PyInt, PyString};

use crate::convert::shown;
use crate::errors::{invalid_argument, raise};

/// Returns what is written for the value of an attribute that the specification has.
pub(super) fn attribute(
    shape: &Shape,
    attribute: &AttributeShape,
    value: &Bound<'_, PyAny>,
) -> PyResult<Cow<'static, str>> {
    let text = read(value)?.and_then(|value| attribute.text(value));
    text.ok_or_else(|| raise(value.py(), attribute.refuse(Some(shape), &shown(value))))
}

/// Returns what is written for the value of an attribute by its name in the document.
pub(super) fn by_name(
    shape: Option<&Shape>,
    name: &str,
    value: &Bound<'_, PyAny>,
) -> PyResult<Cow<'static, str>> {
    if let Some((shape, known)) = shape.and_then(|shape| Some((shape, shape.attribute(name)?))) {
        return attribute(shape, known, value);
    }
    read(value)?.and_then(free_text).ok_or_else(|| {
        let problem = format!("{} is given; text, true, false or a number is allowed", shown(value));
        invalid_argument(value.py(), name, &problem)
    })
}

/// Reads text that stands in an element.
pub(super) fn text(parameter: &str, value: &Bound<'_, PyAny>) -> PyResult<String> {
    plain_text(value).ok_or_else(|| {
        let problem = format!("{} is given; text is allowed", shown(value));
        invalid_argument(value.py(), parameter, &problem)
    })
}

/// Lone surrogates have no form in UTF-8, and are no text.
#[inline]
fn plain_text(value: &Bound<'_, PyAny>) -> Option<String> {
    utf8(value.cast().ok()?)
}

#[inline]
fn utf8(text: &Bound<'_, PyString>) -> Option<String> {
    text.to_cow().ok().map(Cow::into_owned)
}

/// Nothing where it is nothing that an attribute could hold.
fn read(value: &Bound<'_, PyAny>) -> PyResult<Option<Value>> {
    if let Ok(text) = value.cast::<PyString>() {
        return Ok(utf8(text).map(Value::Text));
    }
    if let Ok(flag) = value.cast::<PyBool>() {
        return Ok(Some(Value::Flag(flag.is_true())));
    }
    if value.is_instance_of::<PyInt>() {
        return Ok(value.extract().ok().map(Value::Integer));
    }
    if value.is_instance_of::<PyFloat>() {
        return decimal(value);
    }
    if let Some(items) = list(value)? {
        return Ok(Some(items));
    }
    match value.extract() {
        Ok(number) => Ok(Some(Value::Integer(number))),
        Err(_) => decimal(value),
    }
}

/// Reads a `float` or a `Decimal`.
fn decimal(value: &Bound<'_, PyAny>) -> PyResult<Option<Value>> {
    static CLASS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let is_number = value.is_instance_of::<PyFloat>()
        || value.is_instance(CLASS.import(value.py(), "decimal", "Decimal")?)?;
    if !is_number {
        return Ok(None);
    }
    let text = value.str()?;
    let text = text.to_cow()?;
    Ok(text.parse().or_else(|_| Decimal::from_scientific(&text)).ok().map(Value::Decimal))
}

fn list(value: &Bound<'_, PyAny>) -> PyResult<Option<Value>> {
    let is_one = value.is_instance_of::<PyBytes>()
        || value.is_instance_of::<PyByteArray>()
        || value.is_instance_of::<PyDict>();
    if is_one || !value.hasattr("__iter__")? {
        return Ok(None);
    }
    let mut items = Vec::new();
    for item in value.try_iter()? {
        let item = item?;
        let read = match plain_text(&item) {
            Some(text) => Some(Value::Text(text)),
            None if item.is_instance_of::<PyBool>() => None,
            None => item.extract().ok().map(Value::Integer),
        };
        match read {
            Some(read) => items.push(read),
            None => return Ok(None),
        }
    }
    Ok(Some(Value::List(items)))
}
