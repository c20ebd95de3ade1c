//! A page of calls.

use std::sync::{Mutex, PoisonError};

use mycpaas_bridge as bridge;
use pyo3::prelude::*;

use crate::call::Call;
use crate::errors::raise;
use crate::metadata::Metadata;
use crate::request::Request;

/// A page of calls.
#[pyclass(frozen, module = "mycpaas._native")]
pub(crate) struct Page {
    items: Mutex<Vec<bridge::Call>>,
    /// The page without its items: what requests for its neighbours need.
    rest: bridge::Page,
}

impl Page {
    pub(crate) fn new(mut page: bridge::Page) -> Self {
        let items = Mutex::new(page.take_items());
        Self { items, rest: page }
    }
}

#[pymethods]
impl Page {
    fn take_items(&self) -> Vec<Call> {
        let items = std::mem::take(&mut *self.items.lock().unwrap_or_else(PoisonError::into_inner));
        items.into_iter().map(|call| Call { call, metadata: None }).collect()
    }

    #[getter]
    fn metadata(&self) -> Metadata {
        self.rest.metadata().clone().into()
    }

    #[getter]
    fn cursor(&self) -> Option<String> {
        self.rest.cursor().map(|cursor| cursor.to_string())
    }

    fn next(&self, py: Python<'_>) -> PyResult<Request> {
        self.rest.next().map(Request::new).map_err(|failure| raise(py, failure))
    }

    fn previous(&self, py: Python<'_>) -> PyResult<Request> {
        self.rest.previous().map(Request::new).map_err(|failure| raise(py, failure))
    }
}
