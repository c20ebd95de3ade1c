//! A call's steps as they happen.

use tokio::sync::watch;

use crate::call::{Call, Progress};
use crate::step::Step;

/// A view of a call's steps as they happen, from the first one on.
#[derive(Debug)]
pub struct Follow {
    progress: watch::Receiver<Progress>,
    seen: usize,
}

impl Follow {
    pub(crate) fn new(call: &Call) -> Self {
        Self { progress: call.progress.subscribe(), seen: 0 }
    }

    /// Waits for the next step. Returns nothing after the last one, when the webhooks are delivered or
    /// given up.
    ///
    /// Dropping the future loses no step.
    pub async fn next(&mut self) -> Option<Step> {
        let seen = self.seen;
        let progress = self.progress.wait_for(|now| now.steps.len() > seen || now.settled).await.ok()?;
        let step = progress.steps.get(seen).cloned()?;
        self.seen += 1;
        Some(step)
    }
}
