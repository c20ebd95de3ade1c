//! A page of calls.

use std::sync::{Arc, Mutex, PoisonError};

use mycpaas_bridge::{self as bridge, Operation};
use pyo3::prelude::*;

use crate::call::Call;
use crate::metadata::Metadata;
use crate::request::Request;

/// A page of calls.
#[pyclass(frozen, module = "mycpaas._native")]
pub(crate) struct Page {
    items: Mutex<Vec<bridge::Call>>,
    /// The page without its items: what requests for its neighbours need.
    rest: Arc<bridge::Page<bridge::Call>>,
}

impl Page {
    pub(crate) fn new(mut page: bridge::Page<bridge::Call>) -> Self {
        let items = Mutex::new(page.take_items());
        Self { items, rest: Arc::new(page) }
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

    fn next(&self) -> Request {
        Request::new(Operation::next_page(Arc::clone(&self.rest)))
    }

    fn previous(&self) -> Request {
        Request::new(Operation::previous_page(Arc::clone(&self.rest)))
    }
}
