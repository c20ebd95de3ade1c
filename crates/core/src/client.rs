//! The client: a cheap handle that sends requests and tells what became of them.

use std::fmt;
use std::future::pending;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use bytes::Bytes;
use http::HeaderMap;
use tracing::Instrument;
use url::Url;

use crate::answer::{Answer, Metadata};
use crate::api_error;
use crate::base_url::BaseUrl;
use crate::calls::Calls;
use crate::cancel::{self, CancelToken};
use crate::config::ClientBuilder;
use crate::credentials::{AccountSid, Credentials};
use crate::error::{Delivery, Effect, Error, ErrorKind};
use crate::idle_connections::IdleConnections;
use crate::operation::Operation;
use crate::options::{ListEncoding, RequestOptions, Timeouts};
use crate::request::RawRequest;
use crate::retry::{self, RetryPolicy};
use crate::trace;
use crate::transport::{Failure, Limits, Received, Transport};

/// A client of the Calls API.
///
/// Cheap to clone, and meant to be shared: clones use one pool of connections. Every method that
/// talks to the API must run within a Tokio runtime.
#[derive(Clone)]
pub struct Client {
    shared: Arc<Shared>,
    settings: Arc<Settings>,
}

/// What all copies of a client have in common.
struct Shared {
    transport: Transport,
    base_url: BaseUrl,
    credentials: Credentials,
    list_encoding: ListEncoding,
    idle_connections: IdleConnections,
}

/// What [`Client::with_options`] can change.
#[derive(Clone)]
struct Settings {
    account_sid: AccountSid,
    /// The address of the list of calls, where most requests go; parsed once.
    calls_url: Url,
    timeouts: Timeouts,
    retry: RetryPolicy,
    headers: HeaderMap,
    cancel_token: Option<CancelToken>,
}

impl Client {
    /// Creates a client from `MYCPAAS_ACCOUNT_SID`, `MYCPAAS_AUTH_TOKEN` and, if set, `MYCPAAS_BASE_URL`.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration), naming the variable that is missing or wrong.
    pub fn from_env() -> Result<Self, Error> {
        Self::builder().from_env().build()
    }

    /// Begins to set a client up.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::new()
    }

    pub(crate) fn assemble(
        transport: Transport,
        base_url: BaseUrl,
        credentials: Credentials,
        list_encoding: ListEncoding,
        timeouts: Timeouts,
        retry: RetryPolicy,
    ) -> Result<Self, Error> {
        let account_sid = credentials.account_sid.clone();
        let calls_url = base_url.account_url(account_sid.as_str(), "Calls.json")?;
        Ok(Self {
            shared: Arc::new(Shared {
                transport,
                base_url,
                credentials,
                list_encoding,
                idle_connections: IdleConnections::new(),
            }),
            settings: Arc::new(Settings {
                account_sid,
                calls_url,
                timeouts,
                retry,
                headers: HeaderMap::new(),
                cancel_token: None,
            }),
        })
    }

    /// Returns a copy for which some options differ. It shares the pool of connections.
    ///
    /// This is the way to set options for a single request, too.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`](crate::ErrorKind::InvalidArgument), naming the option that is malformed.
    pub fn with_options(&self, options: &RequestOptions) -> Result<Self, Error> {
        let mut settings = Settings::clone(&self.settings);
        settings.timeouts = options.apply_timeouts(settings.timeouts)?;
        settings.retry = options.retry.unwrap_or(settings.retry);
        settings.headers = options.apply_headers(&settings.headers)?;
        settings.cancel_token = options.cancel_token.clone().or(settings.cancel_token);
        if let Some(sid) = &options.account_sid {
            let uuid_allowed = !self.shared.base_url.is_mycpaas();
            settings.account_sid = AccountSid::parse(sid, uuid_allowed)
                .map_err(|problem| Error::invalid_argument("account_sid", problem))?;
            settings.calls_url = self.shared.base_url.account_url(sid, "Calls.json")?;
        }
        Ok(Self { shared: Arc::clone(&self.shared), settings: Arc::new(settings) })
    }

    /// Returns the operations on calls.
    pub fn calls(&self) -> Calls<'_> {
        Calls::new(self)
    }

    /// Returns the SID of the account whose resources are used.
    pub fn account_sid(&self) -> &str {
        self.settings.account_sid.as_str()
    }

    /// Returns where the API is, without a slash at its end.
    pub fn base_url(&self) -> &str {
        self.shared.base_url.as_str()
    }

    /// Sends any request below the account, for what this library does not cover yet.
    ///
    /// The rules of retry, time-outs and errors hold as for every other request. Methods other than
    /// GET, HEAD and OPTIONS count as writes.
    ///
    /// # Errors
    /// As for every request; the body of a successful answer is not looked at.
    pub async fn request(&self, request: RawRequest) -> Result<Answer<Bytes>, Error> {
        self.send(request.into_operation(self)?).await
    }

    pub(crate) fn list_encoding(&self) -> ListEncoding {
        self.shared.list_encoding
    }

    pub(crate) fn origin(&self) -> &BaseUrl {
        &self.shared.base_url
    }

    pub(crate) fn total_timeout(&self) -> Duration {
        self.settings.timeouts.total
    }

    pub(crate) fn calls_url(&self) -> &Url {
        &self.settings.calls_url
    }

    /// Returns the URL of a path below the account. The path must have been checked.
    pub(crate) fn url(&self, path: &str) -> Result<Url, Error> {
        self.shared.base_url.account_url(self.settings.account_sid.as_str(), path)
    }

    /// Sends a request, repeats it where that is safe, and returns a 2xx answer or an error.
    pub(crate) async fn send(&self, operation: Operation) -> Result<Answer<Bytes>, Error> {
        let span = trace::span(&operation, self.settings.account_sid.as_str());
        let outcome = self.send_with_retries(&operation).instrument(span.clone()).await;
        trace::record(&span, &outcome);
        outcome
    }

    async fn send_with_retries(&self, operation: &Operation) -> Result<Answer<Bytes>, Error> {
        let start = Instant::now();
        let deadline = start + self.settings.timeouts.total;
        let mut attempts = 0;
        self.refuse_if_cancelled()?;
        loop {
            attempts += 1;
            let error = match self.attempt(operation, deadline).await {
                Ok(received) if is_whole_success(&received) => {
                    let metadata = self.metadata(received.status, received.headers, attempts, start);
                    return Ok(Answer::new(received.body, metadata));
                }
                Ok(received) => self.refusal(received, attempts, start),
                Err(failure) => unanswered(failure, attempts),
            };
            let error = error.with_effect(operation.effect);
            let remaining = deadline.saturating_duration_since(Instant::now());
            match self.settings.retry.next_delay(&error, remaining) {
                Some(delay) => {
                    trace::retry(&error, delay);
                    if !self.pause(delay).await {
                        return Err(not_repeated(error));
                    }
                }
                None => return Err(error),
            }
        }
    }

    async fn attempt(&self, operation: &Operation, deadline: Instant) -> Result<Received, Failure> {
        let _write = match operation.effect {
            Effect::Read => None,
            Effect::Write | Effect::PlacesCall => Some(self.shared.idle_connections.before_write().await),
        };
        let Settings { timeouts, headers, .. } = &*self.settings;
        let limits = Limits::new(timeouts, deadline, self.cancel_token());
        self.shared.transport.exchange(&operation.outgoing, headers, &limits).await
    }

    /// Waits between two requests. Returns false if they were cancelled.
    pub(crate) async fn pause(&self, time: Duration) -> bool {
        self.pause_until(time, pending()).await
    }

    /// Waits between two requests, no longer than until something else happens.
    pub(crate) async fn pause_until(&self, time: Duration, news: impl Future<Output = ()>) -> bool {
        tokio::select! {
            biased;
            () = cancel::cancelled(self.cancel_token()) => false,
            () = news => true,
            () = tokio::time::sleep(time) => true,
        }
    }

    fn refuse_if_cancelled(&self) -> Result<(), Error> {
        if self.cancel_token().is_some_and(CancelToken::is_cancelled) {
            return Err(Error::new(ErrorKind::Cancelled, "the request was cancelled before it was sent"));
        }
        Ok(())
    }

    fn cancel_token(&self) -> Option<&CancelToken> {
        self.settings.cancel_token.as_ref()
    }

    /// Makes an error of an answer that is no success, or not whole.
    fn refusal(&self, received: Received, attempts: u32, start: Instant) -> Error {
        let Received { status, headers, body, broken } = received;
        let mut error = match broken {
            Some(failure) if (200..=299).contains(&status) || failure.kind == ErrorKind::Cancelled => {
                unanswered(failure, attempts)
            }
            broken => {
                let error = api_error::from_answer(status, &headers, &body, &self.shared.credentials);
                match broken.and_then(|failure| failure.source) {
                    Some(source) => error.with_source(source),
                    None => error,
                }
            }
        };
        error.inner.delivery = Delivery::of_status(status);
        error.inner.attempts = attempts;
        error.inner.retry_after = retry::retry_after(&headers, SystemTime::now());
        error.inner.metadata = Some(self.metadata(status, headers, attempts, start));
        error
    }

    fn metadata(&self, status: u16, headers: HeaderMap, attempts: u32, start: Instant) -> Metadata {
        Metadata::new(status, headers, attempts, start.elapsed(), &self.shared.credentials)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Client")
            .field("account_sid", &self.settings.account_sid.as_str())
            .field("base_url", &format_args!("{}", self.shared.base_url))
            .field("timeouts", &self.settings.timeouts)
            .field("retry", &self.settings.retry)
            .finish_non_exhaustive()
    }
}

fn is_whole_success(received: &Received) -> bool {
    (200..=299).contains(&received.status) && received.broken.is_none()
}

fn unanswered(failure: Failure, attempts: u32) -> Error {
    let mut error = Error::new(failure.kind, failure.message).with_delivery(failure.delivery);
    error.inner.source = failure.source;
    error.inner.attempts = attempts;
    error
}

/// What was cancelled before it was repeated has got as far as it got before.
fn not_repeated(mut error: Error) -> Error {
    error.inner.kind = ErrorKind::Cancelled;
    error.inner.message.insert_str(0, "the request was cancelled before it was repeated; before that, ");
    error
}
