//! Waiting for what a tracker hears.

use std::future::pending;

use tokio::sync::watch::Receiver;

use super::CallTracker;
use crate::calls::CallStatus;

/// Follows the status of one call.
pub(crate) struct Watch {
    tracker: CallTracker,
    sid: String,
    status: Receiver<Option<CallStatus>>,
    /// What was told last.
    told: Option<CallStatus>,
}

impl Watch {
    pub(super) fn new(tracker: &CallTracker, sid: &str) -> Self {
        let status = tracker.book().watch(sid);
        Self { tracker: tracker.clone(), sid: sid.to_owned(), status, told: None }
    }

    /// Says whether anything was heard of the call.
    pub(crate) fn has_heard(&self) -> bool {
        self.status.borrow().is_some()
    }

    /// Waits for a status that somebody wants to know of. Each is told once.
    pub(crate) async fn next(&mut self, is_wanted: impl Fn(&CallStatus) -> bool) {
        let told = &self.told;
        let is_news = |status: &Option<CallStatus>| status != told && status.as_ref().is_some_and(&is_wanted);
        match self.status.wait_for(is_news).await.map(|status| status.clone()) {
            Ok(status) => self.told = status,
            // Cannot be, for this keeps the tracker.
            Err(_) => pending().await,
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.tracker.book().unwatch(&self.sid);
    }
}
