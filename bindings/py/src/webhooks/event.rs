//! A request of the service, as what it is.

use mycpaas_bridge::webhook::{self as bridge, Event, Fields, Value};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyString, PyTuple, PyType};

use super::read::ReceivedFields;
use crate::arguments::text;
use crate::convert;
use crate::errors::raise;
use crate::pairs::pairs;

/// What events of all kinds can do. Their classes are in Python, and say of which kind they are.
#[pyclass(frozen, subclass, module = "mycpaas._native")]
pub(crate) struct WebhookEvent(pub(super) Event);

#[pymethods]
impl WebhookEvent {
    #[new]
    #[classmethod]
    fn new(class: &Bound<'_, PyType>, fields: &Bound<'_, PyAny>) -> PyResult<Self> {
        let py = class.py();
        let Ok(name) = class.getattr("kind") else {
            return Err(PyTypeError::new_err(
                "an event of no kind is given; one of the classes of events is allowed",
            ));
        };
        let kind = bridge::kind(name.cast::<PyString>()?.to_cow()?.as_ref());
        let fields = match fields.cast::<ReceivedFields>() {
            Ok(received) => received.get().fields(),
            Err(_) => Fields::from_iter(pairs("fields", Some(fields))?),
        };
        Ok(Self(Event::from_fields(kind.map_err(|failure| raise(py, failure))?, fields)))
    }

    /// Every name with its value, as they were received.
    #[getter]
    fn fields<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.0.fields().iter().collect::<Vec<_>>())
    }

    /// Returns the first value with this name on the wire.
    fn get(&self, name: &Bound<'_, PyAny>) -> PyResult<Option<&str>> {
        Ok(self.0.fields().get(&text("name", name)?))
    }

    /// Returns every value with this name on the wire.
    fn get_all(&self, name: &Bound<'_, PyAny>) -> PyResult<Vec<&str>> {
        Ok(self.0.fields().get_all(&text("name", name)?).collect())
    }

    /// Reads the value of a getter.
    fn _read<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyAny>> {
        let Some(value) = bridge::value(&self.0, name) else { return Ok(py.None().into_bound(py)) };
        match value {
            Value::Text(text) => Ok(PyString::new(py, text).into_any()),
            Value::Integer(number) => convert::integer(py, Some(&number)),
            Value::Decimal(number) => convert::decimal(py, Some(&number)),
            Value::Boolean(flag) => Ok(flag.into_pyobject(py)?.to_owned().into_any()),
            Value::Timestamp(time) => convert::time(py, Some(&time)),
            Value::Span(span) => convert::duration(py, Some(&span)),
            _ => Ok(py.None().into_bound(py)),
        }
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Self>().is_ok_and(|other| other.get().0 == self.0)
    }

    fn __hash__(&self) -> u64 {
        convert::hash(self.0.fields().iter().collect::<Vec<_>>())
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyType>, (Bound<'py, PyTuple>,))> {
        Ok((slf.get_type(), (slf.get().fields(slf.py())?,)))
    }

    /// The names alone: values are telephone numbers, and what people said and typed.
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        let names = slf.get().0.fields().iter().map(|(name, _)| name).collect::<Vec<_>>().join(", ");
        Ok(format!("<{} of {names}>", slf.get_type().name()?))
    }
}
