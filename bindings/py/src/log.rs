//! Python's `logging`, fed in the thread that made the request.

use mycpaas_bridge::{Level, LogRecord};
use pyo3::exceptions::PyException;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyDict;

/// The name of the logger.
const LOGGER: &str = "mycpaas";

/// The level of `logging.DEBUG`.
const DEBUG: u8 = 10;

/// Says whether anybody wants to hear of requests. Nobody does in a program that has not imported `logging`.
pub(crate) fn is_wanted(py: Python<'_>) -> bool {
    let enabled = || -> PyResult<bool> {
        match logger(py)? {
            Some(logger) => logger.call_method1(intern!(py, "isEnabledFor"), (DEBUG,))?.is_truthy(),
            None => Ok(false),
        }
    };
    enabled().unwrap_or(false)
}

/// Hands a record to the logger, in the context of the task that made the request, if there is one.
///
/// # Errors
/// What goes through everything, such as that of Ctrl-C.
pub(crate) fn emit(py: Python<'_>, record: &LogRecord, context: Option<&Bound<'_, PyAny>>) -> PyResult<()> {
    match log(py, record, context) {
        Err(error) if error.is_instance_of::<PyException>(py) => {
            // As `logging` does itself: a handler that fails does not fail the request.
            error.write_unraisable(py, None);
            Ok(())
        }
        logged => logged,
    }
}

/// The record's fields are attributes of Python's record, too, with `mycpaas_` before their name.
fn log(py: Python<'_>, record: &LogRecord, context: Option<&Bound<'_, PyAny>>) -> PyResult<()> {
    let Some(logger) = logger(py)? else { return Ok(()) };
    let fields = PyDict::new(py);
    let mut message = record.message.clone();
    for (name, value) in &record.fields {
        fields.set_item(format!("mycpaas_{name}"), value)?;
        message = format!("{message} {name}={value}");
    }
    let keywords = PyDict::new(py);
    keywords.set_item("extra", fields)?;
    let (log, level) = (logger.getattr("log")?, level(record.level));
    match context {
        Some(context) => context.call_method("run", (log, level, "%s", message), Some(&keywords))?,
        None => log.call((level, "%s", message), Some(&keywords))?,
    };
    Ok(())
}

fn logger(py: Python<'_>) -> PyResult<Option<&Bound<'_, PyAny>>> {
    static MODULES: PyOnceLock<Py<PyDict>> = PyOnceLock::new();
    static FOUND: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    if let Some(found) = FOUND.get(py) {
        return Ok(Some(found.bind(py)));
    }
    let modules = MODULES.import(py, "sys", "modules")?;
    let Some(logging) = modules.get_item("logging")? else { return Ok(None) };
    let found =
        FOUND.get_or_try_init(py, || logging.call_method1("getLogger", (LOGGER,)).map(Bound::unbind))?;
    Ok(Some(found.bind(py)))
}

fn level(level: Level) -> u8 {
    match level {
        Level::ERROR => 40,
        Level::WARN => 30,
        Level::INFO => 20,
        _ => DEBUG,
    }
}
