//! A list of calls that is not requested yet, or again.

use mycpaas_bridge::{ListCalls, Operation, RequestOptions};
use pyo3::prelude::*;

use crate::client::Client;
use crate::errors::raise;
use crate::request::Request;

/// What a list of calls asks for.
#[pyclass(frozen, module = "mycpaas._native")]
pub(crate) struct Plan {
    pub(crate) client: Py<Client>,
    pub(crate) options: Option<RequestOptions>,
    pub(crate) parameters: ListCalls,
}

#[pymethods]
impl Plan {
    pub(crate) fn first_page(&self, py: Python<'_>) -> PyResult<Request> {
        let client = self.client.get().with(py, self.options.clone())?;
        let operation = Operation::list(&client, self.parameters.clone());
        operation.map(Request::new).map_err(|failure| raise(py, failure))
    }
}
