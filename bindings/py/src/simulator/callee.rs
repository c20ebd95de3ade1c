//! Who is called, and what they do.

use mycpaas_simulator as simulator;
use pyo3::prelude::*;

use crate::arguments::{text, words};
use crate::convert::{seconds, shown};
use crate::errors::invalid_argument;

/// The script of somebody who is called.
#[pyclass(frozen, module = "mycpaas.testing")]
pub(crate) struct Callee {
    pub(super) script: simulator::Callee,
    repr: String,
}

#[pymethods]
impl Callee {
    #[new]
    #[pyo3(signature = (*, answers_after=None, presses=None, says=None, hangs_up_after=None))]
    fn new(
        answers_after: Option<&Bound<'_, PyAny>>,
        presses: Option<&Bound<'_, PyAny>>,
        says: Option<&Bound<'_, PyAny>>,
        hangs_up_after: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let mut script = simulator::Callee::default();
        if let Some(span) = answers_after {
            script = simulator::Callee::answers_after(seconds("answers_after", span)?);
        }
        for keys in entries("presses", presses)? {
            script = script.presses(keys);
        }
        for words in entries("says", says)? {
            script = script.says(words);
        }
        if let Some(span) = hangs_up_after {
            script = script.hangs_up_after(seconds("hangs_up_after", span)?);
        }
        let given = [
            ("answers_after", answers_after),
            ("presses", presses),
            ("says", says),
            ("hangs_up_after", hangs_up_after),
        ];
        let given = given.into_iter().filter_map(|(name, value)| Some(format!("{name}={}", shown(value?))));
        let repr = format!("Callee({})", given.collect::<Vec<_>>().join(", "));
        Ok(Self { script, repr })
    }

    /// Returns a callee whose line is busy.
    #[staticmethod]
    fn busy() -> Self {
        Self { script: simulator::Callee::busy(), repr: "Callee.busy()".to_owned() }
    }

    /// Returns a callee who lets it ring.
    #[staticmethod]
    fn no_answer() -> Self {
        Self { script: simulator::Callee::no_answer(), repr: "Callee.no_answer()".to_owned() }
    }

    /// Returns a callee whom the network cannot reach: the call fails.
    #[staticmethod]
    fn unreachable() -> Self {
        Self { script: simulator::Callee::unreachable(), repr: "Callee.unreachable()".to_owned() }
    }

    /// Reads a script: `busy`, `no-answer`, `unreachable`, or a list such as `answer:2s,press:1,say:yes`.
    #[staticmethod]
    fn parse(script: &Bound<'_, PyAny>) -> PyResult<Self> {
        let repr = format!("Callee.parse({})", shown(script));
        let parsed = text("script", script)?.parse();
        let script = parsed.map_err(|problem: String| invalid_argument(script.py(), "script", &problem))?;
        Ok(Self { script, repr })
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Self>().is_ok_and(|other| other.get().script == self.script)
    }

    fn __repr__(&self) -> &str {
        &self.repr
    }
}

/// Reads a callee, or the text of a script.
pub(super) fn script(parameter: &str, value: &Bound<'_, PyAny>) -> PyResult<simulator::Callee> {
    if let Ok(callee) = value.cast::<Callee>() {
        return Ok(callee.get().script.clone());
    }
    let refuse = |problem: &str| invalid_argument(value.py(), parameter, problem);
    match value.extract::<String>() {
        Ok(script) => script.parse().map_err(|problem: String| refuse(&problem)),
        Err(_) => Err(refuse(&format!(
            "{} is given; a Callee, or a script such as answer:2s,press:1, is allowed",
            shown(value)
        ))),
    }
}

/// Reads one text, or one for each Gather.
fn entries(parameter: &str, given: Option<&Bound<'_, PyAny>>) -> PyResult<Vec<String>> {
    let Some(given) = given else { return Ok(Vec::new()) };
    let refuse = |problem: &str| invalid_argument(given.py(), parameter, problem);
    let Some(entries) = words(given)? else {
        return Err(refuse(&format!(
            "{} is given; a text, or one for each Gather, is allowed",
            shown(given)
        )));
    };
    let is_wrong = |keys: &&String| !keys.chars().all(simulator::Callee::is_key);
    if let Some(keys) = entries.iter().find(is_wrong).filter(|_| parameter == "presses") {
        return Err(refuse(&format!("{keys:?} is given; the keys are 0 to 9, *, # and A to D")));
    }
    Ok(entries)
}
