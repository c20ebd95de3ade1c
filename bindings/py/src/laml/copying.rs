//! Elements that are copied, and those that are pickled.

use mycpaas_bridge::laml::{Handle, Shape};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

use super::classes::make;
use super::element::Element;
use crate::errors::raise;

/// Makes a copy, with the attributes that a class of the user's has set: the same, or with a `memo` copies of them.
pub(super) fn copy<'py>(
    element: &Bound<'py, Element>,
    handle: &Handle,
    shape: Option<&'static Shape>,
    memo: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let py = element.py();
    let copied = handle.copy().map_err(|failure| raise(py, failure))?;
    let copy = make(&element.get_type(), Handle::new(copied), shape)?;
    if let Some(own) = own_attributes(element)? {
        let own = match memo {
            Some(memo) => py.import("copy")?.call_method1("deepcopy", (own, memo))?,
            None => own.into_any(),
        };
        copy.getattr(intern!(py, "__dict__"))?.call_method1("update", (own,))?;
    }
    Ok(copy)
}

/// Returns what pickle asks for.
pub(super) fn reduce<'py>(element: &Bound<'py, Element>, document: String) -> PyResult<Bound<'py, PyTuple>> {
    let py = element.py();
    let restore = py.import("mycpaas._native")?.getattr("laml_restore")?;
    (restore, (element.get_type(), document), own_attributes(element)?).into_pyobject(py)
}

/// Returns what a class of the user's has set, if it has set anything.
fn own_attributes<'py>(element: &Bound<'py, Element>) -> PyResult<Option<Bound<'py, PyDict>>> {
    let found = element.as_any().getattr_opt(intern!(element.py(), "__dict__"))?;
    let found = found.map(Bound::cast_into::<PyDict>).transpose()?;
    Ok(found.filter(|own| !own.is_empty()))
}
