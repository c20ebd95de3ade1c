//! The arguments of a request, by the place of their parameter.

use mycpaas_bridge::{Argument, Kind, Parameter};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBool, PyBytes, PyString, PyTuple};

use crate::convert::shown;
use crate::errors::{because, invalid_argument, raise};

/// Reads every argument that is not `None`.
pub(crate) fn read(
    parameters: &'static [Parameter],
    given: &Bound<'_, PyTuple>,
) -> PyResult<Vec<(usize, Argument)>> {
    let mut arguments = Vec::with_capacity(8);
    for (index, (parameter, value)) in parameters.iter().zip(given.iter_borrowed()).enumerate() {
        if !value.is_none() {
            arguments.push((index, read_one(parameter, &value)?));
        }
    }
    Ok(arguments)
}

fn read_one(parameter: &Parameter, value: &Bound<'_, PyAny>) -> PyResult<Argument> {
    let py = value.py();
    if parameter.kind == Kind::Date && lacks_zone(value)? {
        let problem = format!("{} is given, and its time zone is missing: give it a tzinfo", shown(value));
        return Err(invalid_argument(py, parameter.name, &problem));
    }
    let refusal = || raise(py, parameter.refuse(&shown(value)));
    match read_kind(parameter.kind, value) {
        Ok(read) => read.ok_or_else(refusal),
        Err(error) => Err(because(py, refusal(), error)),
    }
}

/// Reads an argument; nothing if it does not fit, and an error if a method of its own raised one.
fn read_kind(kind: Kind, value: &Bound<'_, PyAny>) -> PyResult<Option<Argument>> {
    Ok(match kind {
        Kind::Text => plain_text(value).map(Argument::Text),
        Kind::Date => date(value)?.map(Argument::Text),
        Kind::Flag => value.cast::<PyBool>().ok().map(|flag| Argument::Flag(flag.is_true())),
        // In Python, true is a number.
        Kind::Integer | Kind::Decimal if value.is_instance_of::<PyBool>() => None,
        Kind::Integer => value.extract().ok().map(Argument::Integer),
        Kind::Decimal => value.str()?.to_cow()?.trim().parse().ok().map(Argument::Decimal),
        Kind::Words => words(value)?.map(Argument::Words),
    })
}

/// Reads a text, or a word of an enumeration.
pub(crate) fn text(parameter: &str, value: &Bound<'_, PyAny>) -> PyResult<String> {
    plain_text(value).ok_or_else(|| {
        let problem = format!("{} is given; text is allowed", shown(value));
        invalid_argument(value.py(), parameter, &problem)
    })
}

/// Reads a whole number. In Python, true is a number.
pub(crate) fn count<T: TryFrom<u64>>(parameter: &str, value: &Bound<'_, PyAny>) -> PyResult<T> {
    let number = if value.is_instance_of::<PyBool>() { None } else { value.extract::<u64>().ok() };
    number.and_then(|number| number.try_into().ok()).ok_or_else(|| {
        let problem = format!("{} is given; a whole number from 0 is allowed", shown(value));
        invalid_argument(value.py(), parameter, &problem)
    })
}

/// Lone surrogates have no form in UTF-8, and are no text.
pub(crate) fn plain_text(value: &Bound<'_, PyAny>) -> Option<String> {
    Some(value.cast::<PyString>().ok()?.to_cow().ok()?.into_owned())
}

/// Reads one word, or several from anything that can be iterated over.
pub(crate) fn words(value: &Bound<'_, PyAny>) -> PyResult<Option<Vec<String>>> {
    if let Some(word) = plain_text(value) {
        return Ok(Some(vec![word]));
    }
    if value.is_instance_of::<PyBytes>() || !value.hasattr("__iter__")? {
        return Ok(None);
    }
    let mut words = Vec::new();
    for item in value.try_iter()? {
        match plain_text(&item?) {
            Some(word) => words.push(word),
            None => return Ok(None),
        }
    }
    Ok(Some(words))
}

/// Reads a text, a `date`, or a `datetime`, which is written in UTC, as every service takes it.
fn date(value: &Bound<'_, PyAny>) -> PyResult<Option<String>> {
    static DATE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    static ZONE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let py = value.py();
    if let Some(text) = plain_text(value) {
        return Ok(Some(text));
    }
    if is_time(value)? {
        value.call_method0("utcoffset")?;
        let utc = ZONE.import(py, "datetime", "timezone")?.getattr("utc")?;
        let time = value.call_method1("astimezone", (utc,))?.call_method1("isoformat", ("T", "seconds"))?;
        return Ok(Some(time.extract::<String>()?.replace("+00:00", "Z")));
    }
    if !value.is_instance(DATE.import(py, "datetime", "date")?)? {
        return Ok(None);
    }
    Ok(Some(value.call_method0("isoformat")?.extract()?))
}

/// Whether a time says nothing of its offset: it could be any of 24 hours.
fn lacks_zone(value: &Bound<'_, PyAny>) -> PyResult<bool> {
    // One that fails to say it is told of when it is written.
    Ok(is_time(value)? && value.call_method0("utcoffset").is_ok_and(|offset| offset.is_none()))
}

fn is_time(value: &Bound<'_, PyAny>) -> PyResult<bool> {
    static CLASS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    value.is_instance(CLASS.import(value.py(), "datetime", "datetime")?)
}
