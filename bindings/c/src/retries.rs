//! How often requests are repeated, as the setters of a client and of a request put it together.

use std::time::Duration;

use mycpaas_bridge::RetryPolicy;

/// What was set of a policy.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Retries(Option<RetryPolicy>);

impl Retries {
    pub(crate) fn max_retries(&mut self, retries: u32) {
        self.change(|policy| policy.max_retries(retries));
    }

    pub(crate) fn base_delay(&mut self, milliseconds: u64) {
        self.change(|policy| policy.base_delay(Duration::from_millis(milliseconds)));
    }

    pub(crate) fn max_delay(&mut self, milliseconds: u64) {
        self.change(|policy| policy.max_delay(Duration::from_millis(milliseconds)));
    }

    pub(crate) fn max_retry_after(&mut self, milliseconds: u64) {
        self.change(|policy| policy.max_retry_after(Duration::from_millis(milliseconds)));
    }

    /// Returns the policy, if anything was set.
    pub(crate) fn policy(self) -> Option<RetryPolicy> {
        self.0
    }

    fn change(&mut self, change: impl FnOnce(RetryPolicy) -> RetryPolicy) {
        self.0 = Some(change(self.0.unwrap_or_default()));
    }
}
