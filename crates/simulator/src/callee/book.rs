//! The callees by their numbers.

use std::collections::HashMap;
use std::sync::Mutex;

use super::Callee;
use crate::lock;

/// The most callees with a script of their own.
const LIMIT: usize = 10_000;

/// Who has which script.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scripts {
    pub(crate) default: Callee,
    pub(crate) by_number: HashMap<String, Callee>,
}

/// The scripts as they are, and as they were at the start.
#[derive(Debug)]
pub(crate) struct CalleeBook {
    first: Scripts,
    now: Mutex<Scripts>,
}

impl CalleeBook {
    pub(crate) fn new(first: Scripts) -> Self {
        Self { now: Mutex::new(first.clone()), first }
    }

    pub(crate) fn find(&self, number: &str) -> Callee {
        let now = lock(&self.now);
        now.by_number.get(number).unwrap_or(&now.default).clone()
    }

    /// Sets the script of a number. Past the limit, a new number keeps the default.
    pub(crate) fn set(&self, number: String, callee: Callee) {
        let mut now = lock(&self.now);
        if now.by_number.len() < LIMIT || now.by_number.contains_key(&number) {
            now.by_number.insert(number, callee);
        }
    }

    pub(crate) fn set_default(&self, callee: Callee) {
        lock(&self.now).default = callee;
    }

    pub(crate) fn reset(&self) {
        *lock(&self.now) = self.first.clone();
    }
}
