//! Names and texts: headers, forms, queries.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyList, PyString, PyTuple};

use crate::arguments::plain_text;
use crate::errors::{because, invalid_argument};

/// Reads a mapping of texts, or pairs of texts where a name may come several times.
///
/// What is given may hold secrets, and is not shown in errors but for its names.
pub(crate) fn pairs(parameter: &str, given: Option<&Bound<'_, PyAny>>) -> PyResult<Vec<(String, String)>> {
    let Some(given) = given else { return Ok(Vec::new()) };
    let py = given.py();
    let problem = "something else is given; texts by their names, or pairs of a name and a text, are allowed";
    let whole = |error| because(py, invalid_argument(py, parameter, problem), error);
    let mut pairs = Vec::new();
    for (place, item) in items(given).map_err(whole)?.enumerate() {
        let pair = pair(place, &item.map_err(whole)?);
        pairs.push(pair.map_err(|problem| invalid_argument(py, parameter, &problem))?);
    }
    Ok(pairs)
}

fn items<'py>(
    given: &Bound<'py, PyAny>,
) -> PyResult<impl Iterator<Item = PyResult<Bound<'py, PyAny>>> + use<'py>> {
    if given.is_instance_of::<PyString>() || given.is_instance_of::<PyBytes>() {
        return Err(PyTypeError::new_err("a text has no names"));
    }
    let items = if given.hasattr("items")? { given.call_method0("items")? } else { given.clone() };
    items.try_iter()
}

fn pair(place: usize, item: &Bound<'_, PyAny>) -> Result<(String, String), String> {
    let parts: Option<[Bound<'_, PyAny>; 2]> = match item.cast::<PyList>() {
        Ok(list) => list.iter().collect::<Vec<_>>().try_into().ok(),
        Err(_) => {
            item.cast::<PyTuple>().ok().and_then(|pair| pair.iter().collect::<Vec<_>>().try_into().ok())
        }
    };
    let Some([name, value]) = parts else {
        return Err(format!("entry {} is {}; a pair of a name and a text is allowed", place + 1, sort(item)));
    };
    let Some(name) = plain_text(&name) else {
        return Err(format!("the name of entry {} is {}; text is allowed", place + 1, sort(&name)));
    };
    match plain_text(&value) {
        Some(value) => Ok((name, value)),
        None => Err(format!("the value of {name:?} is {}; text is allowed", sort(&value))),
    }
}

/// Says of which sort something is, but not what it is.
fn sort(value: &Bound<'_, PyAny>) -> String {
    if value.is_none() {
        return "None".to_owned();
    }
    if value.is_instance_of::<PyString>() {
        return plain_text(value).map_or("text that UTF-8 lacks", |_| "text").to_owned();
    }
    if let Ok(tuple) = value.cast::<PyTuple>() {
        return format!("a tuple of {}", tuple.len());
    }
    value.get_type().name().map_or_else(|_| "something else".to_owned(), |name| format!("of type {name}"))
}
