//! How a client is set up.

use std::fmt;
use std::time::Duration;

use crate::base_url::{BaseUrl, DEFAULT_BASE_URL};
use crate::client::Client;
use crate::credentials::{self, AccountSid, AuthToken, Credentials};
use crate::error::Error;
use crate::options::{ListEncoding, Timeouts};
use crate::retry::RetryPolicy;
use crate::transport::{Proxy, Transport, TransportSettings};

/// Names of the environment variables that [`Client::from_env`] reads.
const ACCOUNT_SID_VARIABLE: &str = "MYCPAAS_ACCOUNT_SID";
const AUTH_TOKEN_VARIABLE: &str = "MYCPAAS_AUTH_TOKEN";
const BASE_URL_VARIABLE: &str = "MYCPAAS_BASE_URL";

/// The largest answer that is read unless set otherwise: 8 MiB, about eight pages of 1000 calls.
const DEFAULT_MAX_RESPONSE_SIZE: usize = 8 * 1024 * 1024;

/// Collects what a [`Client`] is built from.
///
/// Nothing is checked before [`build`](Self::build).
#[derive(Clone)]
pub struct ClientBuilder {
    account_sid: Option<String>,
    auth_token: Option<String>,
    base_url: Option<String>,
    timeouts: Timeouts,
    retry: RetryPolicy,
    proxy: Proxy,
    extra_ca_certificates: Vec<Vec<u8>>,
    user_agent_suffix: Option<String>,
    max_response_size: usize,
    insecure_http_allowed: bool,
    list_encoding: ListEncoding,
}

impl ClientBuilder {
    pub(crate) fn new() -> Self {
        Self {
            account_sid: None,
            auth_token: None,
            base_url: None,
            timeouts: Timeouts::default(),
            retry: RetryPolicy::default(),
            proxy: Proxy::Environment,
            extra_ca_certificates: Vec::new(),
            user_agent_suffix: None,
            max_response_size: DEFAULT_MAX_RESPONSE_SIZE,
            insecure_http_allowed: false,
            list_encoding: ListEncoding::default(),
        }
    }

    /// Takes what is not set yet from `MYCPAAS_ACCOUNT_SID`, `MYCPAAS_AUTH_TOKEN` and `MYCPAAS_BASE_URL`.
    ///
    /// A variable that is empty counts as absent.
    pub fn from_env(mut self) -> Self {
        self.account_sid = self.account_sid.or_else(|| variable(ACCOUNT_SID_VARIABLE));
        self.auth_token = self.auth_token.or_else(|| variable(AUTH_TOKEN_VARIABLE));
        self.base_url = self.base_url.or_else(|| variable(BASE_URL_VARIABLE));
        self
    }

    /// Sets the account's SID, which begins with `AC` (at SignalWire: the project's UUID).
    pub fn account_sid(mut self, sid: impl Into<String>) -> Self {
        self.account_sid = Some(sid.into());
        self
    }

    /// Sets the account's secret. It is never printed or logged.
    pub fn auth_token(mut self, token: impl Into<String>) -> Self {
        self.auth_token = Some(token.into());
        self
    }

    /// Sets where the API is. Default `https://developer.mycpaas.io/api/laml/2010-04-01`.
    ///
    /// The base of a compatible service works too. Plain http is taken to loopback only,
    /// unless [`allow_insecure_http`](Self::allow_insecure_http) says otherwise.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// Allows plain http to any host. The auth token then travels in clear text.
    pub fn allow_insecure_http(mut self, allowed: bool) -> Self {
        self.insecure_http_allowed = allowed;
        self
    }

    /// Sets the longest time until a connection is ready to take the request. Default 5 s.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.timeouts.connect = timeout;
        self
    }

    /// Sets the longest silence while an answer is awaited or read. Default 20 s.
    pub fn read_timeout(mut self, timeout: Duration) -> Self {
        self.timeouts.read = timeout;
        self
    }

    /// Sets the longest time for everything, retries and the waits between them included. Default 30 s.
    pub fn total_timeout(mut self, timeout: Duration) -> Self {
        self.timeouts.total = timeout;
        self
    }

    /// Sets how often and after how long a request is repeated. Default: twice, see [`RetryPolicy`].
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// Sends every request through this http or https proxy, which may carry `user:password@`.
    ///
    /// Without it `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY` decide when the client is
    /// built; a base URL on loopback is then reached directly.
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.proxy = Proxy::Explicit(url.into());
        self
    }

    /// Ignores the proxies that the environment names.
    pub fn no_proxy(mut self) -> Self {
        self.proxy = Proxy::None;
        self
    }

    /// Trusts one more certificate authority, or several, in PEM, beside the system's and the bundled ones.
    pub fn extra_ca_certificates(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.extra_ca_certificates.push(pem.into());
        self
    }

    /// Adds a text to the `User-Agent` header, such as `my-service/1.2`.
    pub fn user_agent_suffix(mut self, suffix: impl Into<String>) -> Self {
        self.user_agent_suffix = Some(suffix.into());
        self
    }

    /// Sets the largest answer that is read, in bytes. Default 8 MiB.
    pub fn max_response_size(mut self, bytes: usize) -> Self {
        self.max_response_size = bytes;
        self
    }

    /// Sets how parameters with several values are written. Default: joined by spaces.
    pub fn list_encoding(mut self, encoding: ListEncoding) -> Self {
        self.list_encoding = encoding;
        self
    }

    /// Checks everything and builds the client. Nothing is sent.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration), and for a time-out
    /// [`ErrorKind::InvalidArgument`](crate::ErrorKind::InvalidArgument), naming what is wrong.
    pub fn build(self) -> Result<Client, Error> {
        let base_url = self.base_url.as_deref().unwrap_or(DEFAULT_BASE_URL);
        let base_url = BaseUrl::parse(base_url, self.insecure_http_allowed)?;
        let account_sid = required("account_sid", self.account_sid.as_deref(), ACCOUNT_SID_VARIABLE)?;
        let account_sid = AccountSid::parse(account_sid, !base_url.is_mycpaas())
            .map_err(|problem| Error::configuration("account_sid", problem))?;
        let auth_token = required("auth_token", self.auth_token.as_deref(), AUTH_TOKEN_VARIABLE)?;
        let auth_token =
            AuthToken::parse(auth_token).map_err(|problem| Error::configuration("auth_token", problem))?;
        let credentials = Credentials::new(account_sid, auth_token);
        let timeouts = self.timeouts.checked()?;
        if self.max_response_size == 0 {
            return Err(Error::configuration(
                "max_response_size",
                "0 is given; at least one byte is allowed",
            ));
        }
        let transport = Transport::new(&TransportSettings {
            credentials: &credentials,
            base_url: &base_url,
            proxy: &self.proxy,
            extra_ca_certificates: &self.extra_ca_certificates,
            user_agent_suffix: self.user_agent_suffix.as_deref(),
            max_response_size: self.max_response_size,
            connect_timeout: timeouts.connect,
        })?;
        Client::assemble(transport, base_url, credentials, self.list_encoding, timeouts, self.retry)
    }
}

impl Default for ClientBuilder {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ClientBuilder")
            .field("account_sid", &self.account_sid.as_deref().map(credentials::shown_sid))
            .field("timeouts", &self.timeouts)
            .field("retry", &self.retry)
            .field("max_response_size", &self.max_response_size)
            .field("list_encoding", &self.list_encoding)
            .finish_non_exhaustive()
    }
}

fn variable(name: &str) -> Option<String> {
    let value = std::env::var_os(name)?.to_string_lossy().into_owned();
    (!value.is_empty()).then_some(value)
}

fn required<'a>(parameter: &str, value: Option<&'a str>, variable: &str) -> Result<&'a str, Error> {
    value.ok_or_else(|| {
        Error::configuration(parameter, format_args!("is missing; give it to the client, or set {variable}"))
    })
}
