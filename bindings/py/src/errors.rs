//! Failures as Python's exceptions.

use mycpaas_bridge::Failure;
use pyo3::exceptions::PyException;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyModule;

use crate::convert;
use crate::error_classes::class_name;
use crate::metadata::Metadata;

/// Makes the exception of a failure, with what lay below as its cause.
#[expect(clippy::needless_pass_by_value, reason = "it stands in `map_err`, which gives failures by value")]
pub(crate) fn raise(py: Python<'_>, failure: Box<Failure>) -> PyErr {
    exception(py, &failure).map_or_else(|error| error, PyErr::from_value)
}

/// An argument that is missing or malformed. The problem reads on from the name of the parameter.
pub(crate) fn invalid_argument(py: Python<'_>, parameter: &str, problem: &str) -> PyErr {
    raise(py, Failure::invalid_argument(parameter, problem))
}

/// Makes what an argument's own methods have raised the cause of its refusal. Ctrl-C goes through as it is.
pub(crate) fn because(py: Python<'_>, refusal: PyErr, error: PyErr) -> PyErr {
    if !error.is_instance_of::<PyException>(py) {
        return error;
    }
    refusal.set_cause(py, Some(error));
    refusal
}

fn exception<'py>(py: Python<'py>, failure: &Failure) -> PyResult<Bound<'py, PyAny>> {
    let class = module(py)?.getattr(class_name(failure.kind))?;
    let exception = class.call1((for_python(&failure.text, failure),))?;
    exception.setattr("message", for_python(&failure.message, failure))?;
    exception.setattr("delivery", convert::word(py, "Delivery", Some(failure.delivery.name()))?)?;
    exception.setattr("may_have_been_placed", failure.may_have_been_placed)?;
    exception.setattr("is_retryable", failure.is_retryable)?;
    exception.setattr("attempts", failure.attempts)?;
    set(&exception, "http_status", failure.http_status())?;
    set(&exception, "code", failure.api_code)?;
    set(&exception, "more_info", failure.more_info.as_deref())?;
    set(&exception, "request_id", failure.request_id())?;
    set(&exception, "retry_after", failure.retry_after)?;
    set(&exception, "parameter", failure.parameter.as_deref().map(python_name))?;
    set(&exception, "element", failure.element.as_deref())?;
    set(&exception, "attribute", failure.attribute.as_deref())?;
    set(&exception, "line", failure.position.map(|position| position.line))?;
    set(&exception, "column", failure.position.map(|position| position.column))?;
    set(&exception, "metadata", failure.metadata.clone().map(Metadata::from))?;
    let mut above = exception.clone();
    for cause in &failure.causes {
        let below = module(py)?.getattr("Cause")?.call1((cause,))?;
        above.setattr("__cause__", &below)?;
        above = below;
    }
    Ok(exception)
}

fn module(py: Python<'_>) -> PyResult<&Bound<'_, PyModule>> {
    static MODULE: PyOnceLock<Py<PyModule>> = PyOnceLock::new();
    let module = MODULE.get_or_try_init(py, || py.import("mycpaas._errors").map(Bound::unbind))?;
    Ok(module.bind(py))
}

fn set<'py>(
    exception: &Bound<'py, PyAny>,
    name: &str,
    value: Option<impl IntoPyObject<'py>>,
) -> PyResult<()> {
    value.map_or(Ok(()), |value| exception.setattr(name, value))
}

/// Python keeps these names for itself.
fn python_name(parameter: &str) -> &str {
    match parameter {
        "for" => "for_",
        "from" => "from_",
        other => other,
    }
}

fn for_python(text: &str, failure: &Failure) -> String {
    let parameter = failure.parameter.as_deref().unwrap_or_default();
    match text.strip_prefix(parameter) {
        Some(problem) => python_name(parameter).to_owned() + problem,
        None => text.to_owned(),
    }
}
