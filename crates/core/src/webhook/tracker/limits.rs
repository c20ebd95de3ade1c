//! How much a tracker remembers.

use std::time::Duration;

/// Bounds what a tracker remembers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TrackerLimits {
    pub(super) finished: usize,
    pub(super) finished_age: Duration,
    pub(super) unfinished: usize,
}

impl TrackerLimits {
    /// Creates the default limits: 10,000 calls that have ended, each for an hour, and 100,000 others.
    pub fn new() -> Self {
        Self { finished: 10_000, finished_age: Duration::from_secs(60 * 60), unfinished: 100_000 }
    }

    /// Sets how many calls that have ended are remembered. Those that ended first are forgotten first.
    pub fn finished(mut self, calls: usize) -> Self {
        self.finished = calls;
        self
    }

    /// Sets how long calls are remembered once they have ended: longer than the service repeats callbacks.
    pub fn finished_age(mut self, age: Duration) -> Self {
        self.finished_age = age;
        self
    }

    /// Sets how many calls that have not ended are remembered. Those that nothing was heard of for longest are forgotten
    /// first.
    pub fn unfinished(mut self, calls: usize) -> Self {
        self.unfinished = calls;
        self
    }
}

impl Default for TrackerLimits {
    fn default() -> Self {
        Self::new()
    }
}
