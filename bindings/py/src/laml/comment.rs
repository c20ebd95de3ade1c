//! A comment in a document.

use pyo3::prelude::*;

use super::values;

/// A comment. It is of no concern to whoever runs the document.
#[pyclass(frozen, module = "mycpaas.laml", eq, hash)]
#[derive(PartialEq, Hash)]
pub(crate) struct Comment {
    /// The text of the comment.
    #[pyo3(get)]
    pub(super) text: String,
}

#[pymethods]
impl Comment {
    #[new]
    #[pyo3(signature = (text, /))]
    fn new(text: &Bound<'_, PyAny>) -> PyResult<Self> {
        Ok(Self { text: values::text("text", text)? })
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        Ok(format!("Comment({})", slf.getattr("text")?.repr()?))
    }

    fn __getnewargs__(&self) -> (&str,) {
        (&self.text,)
    }
}
