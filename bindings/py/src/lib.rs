//! The native module of the Python package `mycpaas`.

use pyo3::prelude::*;

#[pymodule(gil_used = false)]
mod _native {}
