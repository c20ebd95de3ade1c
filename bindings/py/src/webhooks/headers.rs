//! Headers, in any of the forms that frameworks have them in.

use mycpaas_bridge::webhook::Headers;
use pyo3::prelude::*;
use pyo3::pybacked::{PyBackedBytes, PyBackedStr};
use pyo3::types::{PyBytes, PyDict, PyString};

use crate::errors::{because, invalid_argument};

/// The headers of a request. What is neither text nor bytes is none.
#[derive(Default)]
pub(super) struct Given(Vec<(Text, Text)>);

enum Text {
    Text(PyBackedStr),
    Bytes(PyBackedBytes),
}

impl Given {
    /// Reads a mapping, or pairs.
    pub(super) fn read(given: &Bound<'_, PyAny>) -> PyResult<Self> {
        if given.is_none() {
            return Ok(Self(Vec::new()));
        }
        if let Ok(dict) = given.cast::<PyDict>() {
            return Ok(Self(dict.iter().filter_map(|(name, value)| pair(&name, &value)).collect()));
        }
        let refusal = || {
            let problem =
                "something else is given; texts by their names, or pairs of a name and a text, are allowed";
            invalid_argument(given.py(), "headers", problem)
        };
        pairs(given).map(Self).map_err(|error| because(given.py(), refusal(), error))
    }
}

fn pairs(given: &Bound<'_, PyAny>) -> PyResult<Vec<(Text, Text)>> {
    let items = if given.hasattr("items")? { given.call_method0("items")? } else { given.clone() };
    let mut pairs = Vec::new();
    for item in items.try_iter()? {
        let (name, value) = item?.extract::<(Bound<'_, PyAny>, Bound<'_, PyAny>)>()?;
        pairs.extend(pair(&name, &value));
    }
    Ok(pairs)
}

fn pair(name: &Bound<'_, PyAny>, value: &Bound<'_, PyAny>) -> Option<(Text, Text)> {
    Some((Text::read(name)?, Text::read(value)?))
}

impl Text {
    fn read(given: &Bound<'_, PyAny>) -> Option<Self> {
        match given.cast::<PyString>() {
            Ok(text) => text.clone().try_into().ok().map(Self::Text),
            Err(_) => Some(Self::Bytes(given.cast::<PyBytes>().ok()?.clone().into())),
        }
    }

    fn as_bytes(&self) -> &[u8] {
        match self {
            Self::Text(text) => text.as_bytes(),
            Self::Bytes(bytes) => bytes,
        }
    }
}

impl Headers for Given {
    fn header(&self, name: &str) -> Option<&[u8]> {
        let found = self.0.iter().find(|(own, _)| own.as_bytes().eq_ignore_ascii_case(name.as_bytes()));
        found.map(|(_, value)| value.as_bytes())
    }
}
