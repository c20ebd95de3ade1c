//! Objects that are filled in step by step, and keep what was wrong until they are used.

use std::sync::{Mutex, PoisonError};

use mycpaas_bridge::Result;

use crate::error::mycpaas_error;
use crate::guard::outcome;
use crate::text::null;

/// What was wrong with what an object was given.
#[derive(Debug, Default)]
#[expect(clippy::vec_box, reason = "C holds their addresses while others are added")]
pub(crate) struct Problems(Vec<Box<mycpaas_error>>);

/// An object that keeps what was wrong.
pub(crate) trait Keeps {
    fn problems(&mut self) -> &mut Problems;
}

impl Problems {
    pub(crate) fn keep(&mut self, outcome: Result<()>) -> Option<&mycpaas_error> {
        self.0.push(mycpaas_error::new(outcome.err()?));
        self.0.last().map(AsRef::as_ref)
    }

    /// Fails with what was wrong first.
    pub(crate) fn check(&self) -> Result<()> {
        self.0.first().map_or(Ok(()), |first| Err(first.failure()))
    }
}

/// Fills something in. What is wrong is kept, and returned at once, too.
pub(crate) fn set<'a, T: Keeps>(
    name: &'static str,
    object: Option<&'a mut T>,
    work: impl FnOnce(&mut T) -> Result<()>,
) -> Option<&'a mycpaas_error> {
    match object {
        Some(object) => {
            let outcome = outcome(|| work(object));
            object.problems().keep(outcome)
        }
        None => Some(nowhere(name)),
    }
}

/// The error of a setter that has no object to keep it. There is one for each name, and it lives for ever.
pub(crate) fn nowhere(name: &'static str) -> &'static mycpaas_error {
    static KNOWN: Mutex<Vec<(&str, &mycpaas_error)>> = Mutex::new(Vec::new());
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, error)) = known.iter().find(|(other, _)| *other == name) {
        return error;
    }
    let error: &mycpaas_error = Box::leak(mycpaas_error::new(null(name, "an object")));
    known.push((name, error));
    error
}

/// Returns an object that a function cannot do without.
pub(crate) fn needed<'a, T>(name: &str, object: Option<&'a T>) -> Result<&'a T> {
    object.ok_or_else(|| null(name, "an object"))
}
