//! Settings of a client, and options of one request.

use std::time::Duration;

use mycpaas_bridge::{ClientBuilder, ErrorKind, Failure, ListEncoding, RequestOptions, Result, RetryPolicy};
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// Reads what this package's own JavaScript wrote. Where it cannot be read, the package has a defect.
pub(crate) fn read<T: DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|error| {
        Failure::new(
            ErrorKind::Internal,
            format!("a defect of this library: it misunderstands itself: {error}"),
        )
    })
}

/// Milliseconds, as JavaScript counts.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(transparent)]
pub(crate) struct Milliseconds(f64);

impl Milliseconds {
    pub(crate) fn duration(self, parameter: &str) -> Result<Duration> {
        Duration::try_from_secs_f64(self.0 / 1e3).map_err(|_| {
            let problem = format!("{} is given; milliseconds from zero are allowed", self.0);
            Failure::invalid_argument(parameter, problem)
        })
    }
}

/// How often and after how long a request is repeated.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[expect(clippy::struct_field_names, reason = "the names of its options")]
pub(crate) struct Retries {
    max_retries: Option<u32>,
    base_delay: Option<Milliseconds>,
    max_delay: Option<Milliseconds>,
    max_retry_after: Option<Milliseconds>,
}

impl Retries {
    fn policy(&self) -> Result<RetryPolicy> {
        let mut policy = RetryPolicy::default();
        if let Some(retries) = self.max_retries {
            policy = policy.max_retries(retries);
        }
        if let Some(delay) = self.base_delay {
            policy = policy.base_delay(delay.duration("base_delay")?);
        }
        if let Some(delay) = self.max_delay {
            policy = policy.max_delay(delay.duration("max_delay")?);
        }
        if let Some(delay) = self.max_retry_after {
            policy = policy.max_retry_after(delay.duration("max_retry_after")?);
        }
        Ok(policy)
    }
}

/// What is different for one request, or for a copy of a client.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct RequestSettings {
    connect_timeout: Option<Milliseconds>,
    read_timeout: Option<Milliseconds>,
    timeout: Option<Milliseconds>,
    retries: Option<Retries>,
    account_sid: Option<String>,
    #[serde(default)]
    headers: Vec<(String, String)>,
}

impl RequestSettings {
    pub(crate) fn into_options(self) -> Result<RequestOptions> {
        let mut options = RequestOptions::new();
        if let Some(timeout) = self.connect_timeout {
            options = options.connect_timeout(timeout.duration("connect_timeout")?);
        }
        if let Some(timeout) = self.read_timeout {
            options = options.read_timeout(timeout.duration("read_timeout")?);
        }
        if let Some(timeout) = self.timeout {
            options = options.total_timeout(timeout.duration("total_timeout")?);
        }
        if let Some(retries) = self.retries {
            options = options.retry(retries.policy()?);
        }
        if let Some(sid) = self.account_sid {
            options = options.account_sid(sid);
        }
        Ok(self.headers.into_iter().fold(options, |options, (name, value)| options.header(name, value)))
    }
}

/// The settings of a client.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Settings {
    account_sid: Option<String>,
    auth_token: Option<String>,
    base_url: Option<String>,
    allow_insecure_http: Option<bool>,
    connect_timeout: Option<Milliseconds>,
    read_timeout: Option<Milliseconds>,
    timeout: Option<Milliseconds>,
    retries: Option<Retries>,
    proxy: Option<Proxy>,
    #[serde(default)]
    extra_ca_certificates: Vec<String>,
    user_agent_suffix: Option<String>,
    max_response_size: Option<usize>,
    list_encoding: Option<Encoding>,
}

/// The address of a proxy, or that there is none.
#[derive(Deserialize)]
#[serde(untagged)]
enum Proxy {
    Used(bool),
    Url(String),
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Encoding {
    SpaceJoined,
    Repeated,
}

impl Settings {
    pub(crate) fn apply(self, builder: ClientBuilder) -> Result<ClientBuilder> {
        let builder = set(builder, self.account_sid, ClientBuilder::account_sid);
        let builder = set(builder, self.auth_token, ClientBuilder::auth_token);
        let builder = set(builder, self.base_url, ClientBuilder::base_url);
        let builder = set(builder, self.allow_insecure_http, ClientBuilder::allow_insecure_http);
        let builder = set(builder, self.user_agent_suffix, ClientBuilder::user_agent_suffix);
        let builder = set(builder, self.max_response_size, ClientBuilder::max_response_size);
        let builder = set(builder, self.list_encoding.map(ListEncoding::from), ClientBuilder::list_encoding);
        let builder = span(builder, "connect_timeout", self.connect_timeout, ClientBuilder::connect_timeout)?;
        let builder = span(builder, "read_timeout", self.read_timeout, ClientBuilder::read_timeout)?;
        let builder = span(builder, "total_timeout", self.timeout, ClientBuilder::total_timeout)?;
        let retries = self.retries.map(|retries| retries.policy()).transpose()?;
        let builder = set(builder, retries, ClientBuilder::retry);
        let builder = match self.proxy {
            Some(Proxy::Url(url)) => builder.proxy(url),
            Some(Proxy::Used(false)) => builder.no_proxy(),
            Some(Proxy::Used(true)) | None => builder,
        };
        Ok(self.extra_ca_certificates.into_iter().fold(builder, ClientBuilder::extra_ca_certificates))
    }
}

impl From<Encoding> for ListEncoding {
    fn from(encoding: Encoding) -> Self {
        match encoding {
            Encoding::SpaceJoined => Self::SpaceJoined,
            Encoding::Repeated => Self::Repeated,
        }
    }
}

fn set<T>(
    builder: ClientBuilder,
    value: Option<T>,
    setter: impl FnOnce(ClientBuilder, T) -> ClientBuilder,
) -> ClientBuilder {
    match value {
        Some(value) => setter(builder, value),
        None => builder,
    }
}

fn span(
    builder: ClientBuilder,
    parameter: &str,
    value: Option<Milliseconds>,
    setter: impl FnOnce(ClientBuilder, Duration) -> ClientBuilder,
) -> Result<ClientBuilder> {
    Ok(set(builder, value.map(|value| value.duration(parameter)).transpose()?, setter))
}
