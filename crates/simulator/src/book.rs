//! The calls that the simulator knows.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex};

use tokio::sync::mpsc;

use crate::call::{Call, CallRequest, Command};
use crate::dialect::SidForm;
use crate::{lock, sid};

#[derive(Debug, Default)]
struct Pages {
    by_number: BTreeMap<u64, Arc<Call>>,
    by_sid: HashMap<String, Arc<Call>>,
    next: u64,
}

impl Pages {
    fn remove(&mut self, call: &Call) {
        self.by_number.remove(&call.number);
        self.by_sid.remove(&call.sid);
    }

    /// Forgets the oldest call to which nothing happens any more.
    fn make_room(&mut self) -> bool {
        let oldest = self.by_number.values().find(|call| call.progress.borrow().settled).cloned();
        oldest.is_some_and(|call| {
            self.remove(&call);
            true
        })
    }
}

/// The calls that the simulator knows, up to a limit.
#[derive(Debug)]
pub(crate) struct CallBook {
    limit: usize,
    pages: Mutex<Pages>,
}

impl CallBook {
    pub(crate) fn new(limit: usize) -> Self {
        Self { limit, pages: Mutex::default() }
    }

    /// Enters a new call, in the place of the oldest ended one if the book is full.
    ///
    /// Returns nothing if the book is full of calls that go on.
    pub(crate) fn enter(
        &self,
        form: SidForm,
        request: CallRequest,
    ) -> Option<(Arc<Call>, mpsc::Receiver<Command>)> {
        let mut pages = lock(&self.pages);
        if pages.by_number.len() >= self.limit && !pages.make_room() {
            return None;
        }
        pages.next += 1;
        let (call, orders) = Call::new(sid::call_sid(form), pages.next, request);
        let call = Arc::new(call);
        pages.by_number.insert(call.number, Arc::clone(&call));
        pages.by_sid.insert(call.sid.clone(), Arc::clone(&call));
        Some((call, orders))
    }

    pub(crate) fn find(&self, sid: &str) -> Option<Arc<Call>> {
        lock(&self.pages).by_sid.get(sid).cloned()
    }

    pub(crate) fn remove(&self, call: &Call) {
        lock(&self.pages).remove(call);
    }

    /// Returns every call, the newest first.
    pub(crate) fn newest_first(&self) -> Vec<Arc<Call>> {
        lock(&self.pages).by_number.values().rev().cloned().collect()
    }

    /// Ends every call, and forgets it.
    pub(crate) fn clear(&self) {
        let mut pages = lock(&self.pages);
        pages.by_sid.values().for_each(|call| call.abandon());
        pages.by_number.clear();
        pages.by_sid.clear();
    }
}
