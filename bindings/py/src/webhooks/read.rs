//! Reading requests.

use mycpaas_bridge::webhook::{self as bridge, Event, EventKind, Fields, ParseLimits};
use pyo3::prelude::*;

use crate::arguments::{count, text};
use crate::convert::shown;
use crate::errors::{invalid_argument, raise};
use crate::options::content;

/// What was read of a request, for the class of its kind.
#[pyclass(frozen, module = "mycpaas._native")]
pub(crate) struct ReceivedFields(Event);

impl ReceivedFields {
    pub(super) fn fields(&self) -> Fields {
        self.0.fields().clone()
    }
}

#[pymethods]
impl ReceivedFields {
    /// The kind of the request.
    #[getter]
    fn kind(&self) -> &'static str {
        self.0.kind().name()
    }
}

/// Reads a request from where its method has its parameters.
#[pyfunction]
pub(crate) fn webhook_request(
    method: &Bound<'_, PyAny>,
    url: &Bound<'_, PyAny>,
    content_type: Option<&Bound<'_, PyAny>>,
    body: &Bound<'_, PyAny>,
    kind: Option<&Bound<'_, PyAny>>,
    limits: (Option<Bound<'_, PyAny>>, Option<Bound<'_, PyAny>>),
) -> PyResult<ReceivedFields> {
    let py = body.py();
    let content_type = content_type.map(|given| text("content_type", given)).transpose()?;
    let (method, url, body) = (text("method", method)?, text("url", url)?, bytes(body)?);
    let (kind, limits) = (kind_of(kind)?, parse_limits(limits)?);
    let event = bridge::receive(&method, &url, content_type.as_deref(), &body, limits, kind);
    event.map(ReceivedFields).map_err(|failure| raise(py, failure))
}

/// Reads a body.
#[pyfunction]
pub(crate) fn webhook_parse(
    body: &Bound<'_, PyAny>,
    content_type: Option<&Bound<'_, PyAny>>,
    kind: Option<&Bound<'_, PyAny>>,
    limits: (Option<Bound<'_, PyAny>>, Option<Bound<'_, PyAny>>),
) -> PyResult<ReceivedFields> {
    let content_type = content_type.map(|given| text("content_type", given)).transpose()?;
    let (given, kind) = (bytes(body)?, kind_of(kind)?);
    let fields = bridge::parse(content_type.as_deref(), &given, parse_limits(limits)?);
    Ok(received(fields.map_err(|failure| raise(body.py(), failure))?, kind))
}

/// Reads a query.
#[pyfunction]
pub(crate) fn webhook_query(
    query: &Bound<'_, PyAny>,
    kind: Option<&Bound<'_, PyAny>>,
    limits: (Option<Bound<'_, PyAny>>, Option<Bound<'_, PyAny>>),
) -> PyResult<ReceivedFields> {
    let (given, kind) = (text("query", query)?, kind_of(kind)?);
    let fields = bridge::parse_query(&given, parse_limits(limits)?);
    Ok(received(fields.map_err(|failure| raise(query.py(), failure))?, kind))
}

fn received(fields: Fields, kind: Option<EventKind>) -> ReceivedFields {
    let kind = kind.unwrap_or_else(|| EventKind::detect(&fields));
    ReceivedFields(Event::from_fields(kind, fields))
}

fn kind_of(given: Option<&Bound<'_, PyAny>>) -> PyResult<Option<EventKind>> {
    let find = |given: &Bound<'_, PyAny>| {
        bridge::kind(&text("kind", given)?).map_err(|failure| raise(given.py(), failure))
    };
    given.map(find).transpose()
}

/// Reads how many bytes and how many fields a request may have.
pub(super) fn parse_limits(
    (size, fields): (Option<Bound<'_, PyAny>>, Option<Bound<'_, PyAny>>),
) -> PyResult<ParseLimits> {
    let mut limits = ParseLimits::new();
    if let Some(size) = size {
        limits = limits.size(count("max_size", &size)?);
    }
    match fields {
        Some(fields) => Ok(limits.fields(count("max_fields", &fields)?)),
        None => Ok(limits),
    }
}

/// Reads a body.
pub(super) fn bytes(given: &Bound<'_, PyAny>) -> PyResult<Vec<u8>> {
    content(given).ok_or_else(|| {
        let problem = format!("{} is given; text or bytes are allowed", shown_type(given));
        invalid_argument(given.py(), "body", &problem)
    })
}

/// Says what something is, and not what it holds.
fn shown_type(given: &Bound<'_, PyAny>) -> String {
    shown(&given.get_type())
}
