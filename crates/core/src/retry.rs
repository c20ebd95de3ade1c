//! What may be repeated, and after how long.

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::RETRY_AFTER;

use crate::error::{Delivery, Effect, Error, ErrorKind};
use crate::options::TIMEOUT_MAX;

/// Says how often and after how long a request is repeated.
///
/// What may be repeated at all is fixed: a write only when it was certainly not sent, or when the API
/// said 429; a read also after a 5xx, a time-out or a broken connection. Delays grow exponentially,
/// with full jitter, and never outlive the total time-out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RetryPolicy {
    /// How many times a request is repeated after the first try. Default 2.
    pub max_retries: u32,
    /// The longest delay before the first retry; it doubles for each further one. Default 250 ms.
    pub base_delay: Duration,
    /// The longest delay before any retry that the API gave no `Retry-After` for. Default 4 s.
    pub max_delay: Duration,
    /// The longest `Retry-After` that is honoured; a longer one is cut to this. Default 15 s.
    pub max_retry_after: Duration,
}

impl RetryPolicy {
    /// Returns the policy that never repeats a request.
    pub fn off() -> Self {
        Self { max_retries: 0, ..Self::default() }
    }

    /// Sets how many times a request is repeated after the first try.
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.max_retries = retries;
        self
    }

    /// Sets the longest delay before the first retry.
    pub fn base_delay(mut self, delay: Duration) -> Self {
        self.base_delay = delay;
        self
    }

    /// Sets the longest delay before any retry that the API gave no `Retry-After` for.
    pub fn max_delay(mut self, delay: Duration) -> Self {
        self.max_delay = delay;
        self
    }

    /// Sets the longest `Retry-After` that is honoured.
    pub fn max_retry_after(mut self, delay: Duration) -> Self {
        self.max_retry_after = delay;
        self
    }

    /// Returns how long to wait before the request is repeated, or nothing if it must not be.
    pub(crate) fn next_delay(&self, error: &Error, remaining: Duration) -> Option<Duration> {
        if error.attempts() > self.max_retries || !may_repeat(error) {
            return None;
        }
        let delay = match error.retry_after() {
            Some(asked) => asked.min(self.max_retry_after),
            None => self.backoff(error.attempts()),
        };
        (delay < remaining).then_some(delay)
    }

    /// Full jitter: anything between nothing and the exponential bound is equally likely.
    fn backoff(&self, attempts: u32) -> Duration {
        let doublings = attempts.saturating_sub(1).min(16);
        let bound = self.base_delay.saturating_mul(1 << doublings).min(self.max_delay).min(TIMEOUT_MAX);
        bound.mul_f64(fastrand::f64())
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            max_retries: 2,
            base_delay: Duration::from_millis(250),
            max_delay: Duration::from_secs(4),
            max_retry_after: Duration::from_secs(15),
        }
    }
}

/// Says whether repeating the request is safe and may help.
pub(crate) fn may_repeat(error: &Error) -> bool {
    if error.attempts() == 0 {
        return false;
    }
    let unsent = error.delivery() == Delivery::NotSent;
    let read = error.inner.effect == Effect::Read;
    match error.kind() {
        ErrorKind::RateLimited => true,
        ErrorKind::Connection | ErrorKind::Timeout => unsent || read,
        ErrorKind::Server => read,
        _ => false,
    }
}

/// Reads `Retry-After`: seconds, or an HTTP date. A number beyond all bounds counts as for ever.
pub(crate) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::MAX)));
    }
    let date = httpdate::parse_http_date(text).ok()?;
    Some(date.duration_since(now).unwrap_or_default())
}
