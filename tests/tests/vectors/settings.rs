//! Clients and options of requests, out of their names.

use mycpaas::{Client, ClientBuilder, Error, ListEncoding, RequestOptions, RetryPolicy};
use mycpaas_tests::fault_server::Peer;
use serde_json::{Map, Value, json};

use crate::values::{boolean, integer, seconds, text};

pub(crate) const ACCOUNT_SID: &str = "AC0123456789abcdef";
pub(crate) const AUTH_TOKEN: &str = "top-secret-token-4711";

/// What a client is given beside what a case says.
#[derive(Clone, Copy)]
pub(crate) enum Patience {
    /// It gives up early, repeats quickly and reads little.
    Little,
    /// The defaults.
    Default,
}

/// Builds the client of a case.
pub(crate) fn client(
    given: &Map<String, Value>,
    patience: Patience,
    peer: &Peer,
) -> Result<Result<Client, Error>, String> {
    let mut settings = json!({
        "account_sid": ACCOUNT_SID, "auth_token": AUTH_TOKEN, "base_url": "{base_url}",
    });
    if let (Patience::Little, Some(settings)) = (patience, settings.as_object_mut()) {
        let impatient = json!({
            "connect_timeout": 3, "read_timeout": 1.5, "total_timeout": 6, "max_response_size": 1_048_576,
            "retry": {"base_delay": 0.005},
        });
        settings.extend(impatient.as_object().cloned().unwrap_or_default());
    }
    let mut settings = settings.as_object().cloned().unwrap_or_default();
    settings.extend(given.clone());
    let mut builder = Client::builder();
    for (name, value) in settings.iter().filter(|(_, value)| !value.is_null()) {
        builder = set(builder, name, value, peer)?;
    }
    Ok(builder.build())
}

fn set(builder: ClientBuilder, name: &str, value: &Value, peer: &Peer) -> Result<ClientBuilder, String> {
    let text = || filled(&text(value)?, peer);
    Ok(match name {
        "account_sid" => builder.account_sid(text()?),
        "auth_token" => builder.auth_token(text()?),
        "base_url" => builder.base_url(text()?),
        "allow_insecure_http" => builder.allow_insecure_http(boolean(value)?),
        "connect_timeout" => builder.connect_timeout(seconds(value)?),
        "read_timeout" => builder.read_timeout(seconds(value)?),
        "total_timeout" => builder.total_timeout(seconds(value)?),
        "max_response_size" => builder.max_response_size(integer(value)? as usize),
        "retry" => builder.retry(retry(value)?),
        "proxy" => builder.proxy(text()?),
        "extra_ca_certificates" => builder.extra_ca_certificates(text()?),
        "user_agent_suffix" => builder.user_agent_suffix(text()?),
        "list_encoding" => builder.list_encoding(match text()?.as_str() {
            "space_joined" => ListEncoding::SpaceJoined,
            "repeated" => ListEncoding::Repeated,
            other => return Err(format!("there is no encoding {other}")),
        }),
        other => return Err(format!("there is no setting {other}")),
    })
}

/// Puts in what is known only when the server runs.
fn filled(text: &str, peer: &Peer) -> Result<String, String> {
    let failed = |error: std::io::Error| error.to_string();
    let text = text.replace("{base_url}", &peer.base_url().map_err(failed)?);
    let text = text.replace("{address}", &peer.address().map_err(failed)?);
    Ok(text.replace("{certificate}", peer.ca_pem().unwrap_or_default()))
}

fn retry(value: &Value) -> Result<RetryPolicy, String> {
    if value == "off" {
        return Ok(RetryPolicy::off());
    }
    let mut policy = RetryPolicy::default();
    for (name, value) in value.as_object().ok_or_else(|| format!("{value} is no way to repeat"))? {
        policy = match name.as_str() {
            "max_retries" => policy.max_retries(integer(value)?),
            "base_delay" => policy.base_delay(seconds(value)?),
            "max_delay" => policy.max_delay(seconds(value)?),
            "max_retry_after" => policy.max_retry_after(seconds(value)?),
            other => return Err(format!("there is no {other} of a retry")),
        };
    }
    Ok(policy)
}

/// Reads the options of one request.
pub(crate) fn request_options(given: &Map<String, Value>) -> Result<RequestOptions, String> {
    let mut options = RequestOptions::new();
    for (name, value) in given {
        options = match name.as_str() {
            "connect_timeout" => options.connect_timeout(seconds(value)?),
            "read_timeout" => options.read_timeout(seconds(value)?),
            "total_timeout" => options.total_timeout(seconds(value)?),
            "retry" => options.retry(retry(value)?),
            "account_sid" => options.account_sid(text(value)?),
            "headers" => crate::values::pairs(value)?
                .into_iter()
                .fold(options, |options, (name, value)| options.header(name, value)),
            other => return Err(format!("there is no option {other}")),
        };
    }
    Ok(options)
}
