//! What happens in requests, for Python's `logging`, which `mycpaas._log` hands it to.

use mycpaas_bridge::{Level, LogRecord};
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// The level of Python's, the message, and the fields as attributes of Python's record.
pub(crate) type Record<'py> = (u8, String, Bound<'py, PyDict>);

pub(crate) fn record(py: Python<'_>, record: LogRecord) -> PyResult<Record<'_>> {
    let fields = PyDict::new(py);
    let mut message = record.message;
    for (name, value) in record.fields {
        message = format!("{message} {name}={value}");
        fields.set_item(format!("mycpaas_{name}"), value)?;
    }
    Ok((number(record.level), message, fields))
}

fn number(level: Level) -> u8 {
    match level {
        Level::ERROR => 40,
        Level::WARN => 30,
        Level::INFO => 20,
        _ => 10,
    }
}

/// Reads what somebody wants to hear from a level of Python's on.
pub(crate) fn level(number: u8) -> Level {
    match number {
        0..=10 => Level::DEBUG,
        11..=20 => Level::INFO,
        21..=30 => Level::WARN,
        _ => Level::ERROR,
    }
}
