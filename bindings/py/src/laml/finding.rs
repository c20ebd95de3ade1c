//! What the checker found.

use mycpaas_bridge::laml as bridge;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::convert::hash;

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
    #[getter]
    fn rule(&self) -> &'static str {
        self.finding.rule.name()
    }

    #[getter]
    fn severity(&self) -> &'static str {
        self.finding.severity.name()
    }

    #[getter]
    fn path(&self) -> &str {
        &self.finding.path
    }

    #[getter]
    fn line(&self) -> Option<u32> {
        self.finding.line
    }

    #[getter]
    fn column(&self) -> Option<u32> {
        self.finding.column
    }

    #[getter]
    fn message(&self) -> &str {
        &self.finding.message
    }

    #[getter]
    fn found(&self) -> Option<&str> {
        self.finding.found.as_deref()
    }

    #[getter]
    fn allowed(&self) -> Option<&str> {
        self.finding.allowed.as_deref()
    }

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

    fn __hash__(&self) -> u64 {
        hash(&self.__str__())
    }

    fn __str__(&self) -> String {
        self.finding.to_string()
    }

    fn __repr__(&self) -> String {
        format!("<laml.Finding {}>", self.finding)
    }
}
