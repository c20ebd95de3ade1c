//! What can be set for a client, and again for single requests.

use std::fmt;
use std::time::Duration;

use http::HeaderMap;

use crate::cancel::CancelToken;
use crate::credentials;
use crate::error::Error;
use crate::retry::RetryPolicy;
use crate::validate;

/// The longest time-out that can be set: a day.
pub(crate) const TIMEOUT_MAX: Duration = Duration::from_secs(24 * 60 * 60);

/// Accepts a limit that is neither nothing nor practically infinite.
pub(crate) fn check_duration(parameter: &str, value: Duration) -> Result<(), Error> {
    if value.is_zero() || value > TIMEOUT_MAX {
        return Err(Error::invalid_argument(
            parameter,
            format_args!("{} s is given; more than zero and at most one day is allowed", value.as_secs_f64()),
        ));
    }
    Ok(())
}

/// How long each part of a request may take.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Timeouts {
    pub(crate) connect: Duration,
    pub(crate) read: Duration,
    pub(crate) total: Duration,
}

impl Timeouts {
    pub(crate) fn checked(self) -> Result<Self, Error> {
        check_duration("connect_timeout", self.connect)?;
        check_duration("read_timeout", self.read)?;
        check_duration("total_timeout", self.total)?;
        Ok(self)
    }
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            read: Duration::from_secs(20),
            total: Duration::from_secs(30),
        }
    }
}

/// How a parameter that takes several values is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ListEncoding {
    /// One value, with spaces between: `StatusCallbackEvent=answered completed`. What mycpaas documents.
    #[default]
    SpaceJoined,
    /// The key once for each value. What SignalWire and Twilio document.
    Repeated,
}

/// What is different for some requests: time-outs, retries, headers, account, cancellation.
///
/// Given to [`Client::with_options`](crate::Client::with_options). What is not set stays as it is.
#[derive(Clone, Default)]
pub struct RequestOptions {
    pub(crate) connect_timeout: Option<Duration>,
    pub(crate) read_timeout: Option<Duration>,
    pub(crate) total_timeout: Option<Duration>,
    pub(crate) retry: Option<RetryPolicy>,
    pub(crate) account_sid: Option<String>,
    pub(crate) cancel_token: Option<CancelToken>,
    headers: Vec<(String, String)>,
}

impl RequestOptions {
    /// Creates options that change nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the longest time until a connection is ready to take the request.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = Some(timeout);
        self
    }

    /// Sets the longest silence while an answer is awaited or read.
    pub fn read_timeout(mut self, timeout: Duration) -> Self {
        self.read_timeout = Some(timeout);
        self
    }

    /// Sets the longest time for everything, retries and the waits between them included.
    pub fn total_timeout(mut self, timeout: Duration) -> Self {
        self.total_timeout = Some(timeout);
        self
    }

    /// Sets how often and after how long a request is repeated.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = Some(policy);
        self
    }

    /// Sets the account whose resources are used. The credentials stay those of the client.
    pub fn account_sid(mut self, sid: impl Into<String>) -> Self {
        self.account_sid = Some(sid.into());
        self
    }

    /// Sets the token that cancels the requests. It takes the place of one that the client's options have.
    pub fn cancel_token(mut self, token: CancelToken) -> Self {
        self.cancel_token = Some(token);
        self
    }

    /// Adds a header. Those that the client sets itself, such as `Authorization`, are refused.
    ///
    /// One that is added twice is sent twice. Options of a request replace a header that the client's options have.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    pub(crate) fn apply_timeouts(&self, current: Timeouts) -> Result<Timeouts, Error> {
        Timeouts {
            connect: self.connect_timeout.unwrap_or(current.connect),
            read: self.read_timeout.unwrap_or(current.read),
            total: self.total_timeout.unwrap_or(current.total),
        }
        .checked()
    }

    pub(crate) fn apply_headers(&self, current: &HeaderMap) -> Result<HeaderMap, Error> {
        let given = self.headers.iter().map(|(name, value)| validate::header(name, value));
        let given = given.collect::<Result<Vec<_>, _>>()?;
        let mut headers = current.clone();
        for (name, _) in &given {
            headers.remove(name);
        }
        headers.extend(given);
        Ok(headers)
    }
}

impl fmt::Debug for RequestOptions {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.headers.iter().map(|(name, _)| name).collect();
        formatter
            .debug_struct("RequestOptions")
            .field("connect_timeout", &self.connect_timeout)
            .field("read_timeout", &self.read_timeout)
            .field("total_timeout", &self.total_timeout)
            .field("retry", &self.retry)
            .field("account_sid", &self.account_sid.as_deref().map(credentials::shown_sid))
            .field("cancel_token", &self.cancel_token)
            .field("headers", &names)
            .finish()
    }
}
