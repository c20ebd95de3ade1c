//! What the checker found.

use mycpaas_bridge::laml as bridge;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::convert::hash;
use crate::json;

/// One thing that is wrong, or questionable, in a document. `str()` writes one line.
#[pyclass(frozen, eq, module = "mycpaas.laml")]
#[derive(PartialEq)]
pub(crate) struct Finding {
    finding: bridge::Finding,
}

impl From<bridge::Finding> for Finding {
    fn from(finding: bridge::Finding) -> Self {
        Self { finding }
    }
}

#[pymethods]
impl Finding {
    /// The rule that is broken, such as `unknown-attribute`. The names never change.
    #[getter]
    fn rule(&self) -> &'static str {
        self.finding.rule.name()
    }

    /// How much it matters.
    #[getter]
    fn severity(&self) -> &'static str {
        self.finding.severity.name()
    }

    /// Where: `/Response/Gather[2]/@numDigits`, or with `/text()` at its end. Empty for the whole.
    #[getter]
    fn path(&self) -> &str {
        &self.finding.path
    }

    /// The line, counted from 1, where the document was parsed.
    #[getter]
    fn line(&self) -> Option<u32> {
        self.finding.line
    }

    /// The column in characters, counted from 1, where the document was parsed.
    #[getter]
    fn column(&self) -> Option<u32> {
        self.finding.column
    }

    /// What is wrong, in a clause.
    #[getter]
    fn message(&self) -> &str {
        &self.finding.message
    }

    /// What was found there, cut when it is long.
    #[getter]
    fn found(&self) -> Option<&str> {
        self.finding.found.as_deref()
    }

    /// What is allowed instead.
    #[getter]
    fn allowed(&self) -> Option<&str> {
        self.finding.allowed.as_deref()
    }

    /// What to do about it.
    #[getter]
    fn hint(&self) -> Option<&str> {
        self.finding.hint.as_deref()
    }

    /// Returns what is known, by the names of the fields.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let fields = PyDict::new(py);
        let texts = [
            ("rule", Some(self.rule())),
            ("severity", Some(self.severity())),
            ("path", Some(self.path())),
            ("message", Some(self.message())),
            ("found", self.found()),
            ("allowed", self.allowed()),
            ("hint", self.hint()),
        ];
        for (name, text) in texts {
            text.map_or(Ok(()), |text| fields.set_item(name, text))?;
        }
        for (name, number) in [("line", self.line()), ("column", self.column())] {
            number.map_or(Ok(()), |number| fields.set_item(name, number))?;
        }
        Ok(fields)
    }

    #[staticmethod]
    fn _restore(text: &str) -> PyResult<Self> {
        let finding = serde_json::from_str(text);
        finding.map(|finding| Self { finding }).map_err(|error| PyValueError::new_err(error.to_string()))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        let restore = slf.get_type().getattr("_restore")?;
        Ok((restore, (json::to_text(&slf.get().finding)?,)))
    }

    fn __hash__(&self) -> u64 {
        hash(self.__str__())
    }

    fn __str__(&self) -> String {
        self.finding.to_string()
    }

    fn __repr__(&self) -> String {
        format!("<laml.Finding {}>", self.finding)
    }
}
