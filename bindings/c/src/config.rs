//! # Configuration
//!
//! What a client is made from. It is used by one thread at a time, and may be freed or used again once the client is made.

use std::ffi::{c_char, c_int, c_void};
use std::mem;
use std::time::Duration;

use mycpaas_bridge::{ClientBuilder, ListEncoding, Result};

use crate::callback::Userdata;
use crate::enums::level;
use crate::error::mycpaas_error;
use crate::log::{Log, mycpaas_log_callback};
use crate::retries::Retries;
use crate::setter::{Keeps, Problems, set};
use crate::text::{bytes, null, text};

/// The settings of a client.
#[derive(Debug, Default)]
pub struct mycpaas_config {
    builder: ClientBuilder,
    retries: Retries,
    pub(crate) log: Option<Log>,
    problems: Problems,
}

impl mycpaas_config {
    pub(crate) fn builder(&self) -> Result<ClientBuilder> {
        self.problems.check()?;
        let builder = self.builder.clone();
        Ok(match self.retries.policy() {
            Some(policy) => builder.retry(policy),
            None => builder,
        })
    }
}

impl Keeps for mycpaas_config {
    fn problems(&mut self) -> &mut Problems {
        &mut self.problems
    }
}

fn build(
    config: Option<&mut mycpaas_config>,
    change: impl FnOnce(ClientBuilder) -> Result<ClientBuilder>,
) -> Option<&mycpaas_error> {
    set("config", config, |config| {
        config.builder = change(mem::take(&mut config.builder))?;
        Ok(())
    })
}

fn repeat(config: Option<&mut mycpaas_config>, change: impl FnOnce(&mut Retries)) -> Option<&mycpaas_error> {
    set("config", config, |config| {
        change(&mut config.retries);
        Ok(())
    })
}

/// Makes settings that say nothing yet. Free them with `mycpaas_config_free()`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_config_new() -> Box<mycpaas_config> {
    Box::default()
}

/// Takes what is not set yet from `MYCPAAS_ACCOUNT_SID`, `MYCPAAS_AUTH_TOKEN` and `MYCPAAS_BASE_URL`.
///
/// A variable that is empty counts as absent. Nobody may change the environment at the same time.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_config_set_from_env(config: Option<&mut mycpaas_config>) -> Option<&mycpaas_error> {
    build(config, |builder| Ok(builder.from_env()))
}

/// Sets the account's SID, which begins with `AC` (at SignalWire: the project's UUID).
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_config_set_account_sid(
    config: Option<&mut mycpaas_config>,
    account_sid: *const c_char,
) -> Option<&mycpaas_error> {
    build(config, |builder| Ok(builder.account_sid(text("account_sid", account_sid)?)))
}

/// Sets the account's secret. It is never printed or logged.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_config_set_auth_token(
    config: Option<&mut mycpaas_config>,
    auth_token: *const c_char,
) -> Option<&mycpaas_error> {
    build(config, |builder| Ok(builder.auth_token(text("auth_token", auth_token)?)))
}

/// Sets where the API is. By default `https://developer.mycpaas.io/api/laml/2010-04-01`.
///
/// The base of a compatible service works too. Plain http is taken to loopback only, unless
/// `mycpaas_config_set_allow_insecure_http()` says otherwise.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_config_set_base_url(
    config: Option<&mut mycpaas_config>,
    base_url: *const c_char,
) -> Option<&mycpaas_error> {
    build(config, |builder| Ok(builder.base_url(text("base_url", base_url)?)))
}

/// Allows plain http to any host. The auth token then travels in clear text. By default false.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_config_set_allow_insecure_http(
    config: Option<&mut mycpaas_config>,
    allowed: bool,
) -> Option<&mycpaas_error> {
    build(config, |builder| Ok(builder.allow_insecure_http(allowed)))
}

/// Sets the longest time until a connection is ready to take a request, in milliseconds: from 1 to a day. By default 5000.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_config_set_connect_timeout_ms(
    config: Option<&mut mycpaas_config>,
    milliseconds: u64,
) -> Option<&mycpaas_error> {
    build(config, |builder| Ok(builder.connect_timeout(Duration::from_millis(milliseconds))))
}

/// Sets the longest silence while an answer is awaited or read, in milliseconds: from 1 to a day. By default 20000.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_config_set_read_timeout_ms(
    config: Option<&mut mycpaas_config>,
    milliseconds: u64,
) -> Option<&mycpaas_error> {
    build(config, |builder| Ok(builder.read_timeout(Duration::from_millis(milliseconds))))
}

/// Sets the longest time for a whole request, retries and the waits between them included, in milliseconds: from 1 to a
/// day. By default 30000.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_config_set_total_timeout_ms(
    config: Option<&mut mycpaas_config>,
    milliseconds: u64,
) -> Option<&mycpaas_error> {
    build(config, |builder| Ok(builder.total_timeout(Duration::from_millis(milliseconds))))
}

/// Sets how many times a request is repeated after the first try: any number, and 0 is never. By default 2.
///
/// A request that places or changes a call is repeated only when it was certainly not sent, or when the API said 429.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_config_set_max_retries(
    config: Option<&mut mycpaas_config>,
    retries: u32,
) -> Option<&mycpaas_error> {
    repeat(config, |own| own.max_retries(retries))
}

/// Sets the longest delay before the first retry, in milliseconds; it doubles for each further one. By default 250.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_config_set_retry_base_delay_ms(
    config: Option<&mut mycpaas_config>,
    milliseconds: u64,
) -> Option<&mycpaas_error> {
    repeat(config, |own| own.base_delay(milliseconds))
}

/// Sets the longest delay before any retry that the API gave no `Retry-After` for, in milliseconds. By default 4000.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_config_set_retry_max_delay_ms(
    config: Option<&mut mycpaas_config>,
    milliseconds: u64,
) -> Option<&mycpaas_error> {
    repeat(config, |own| own.max_delay(milliseconds))
}

/// Sets the longest `Retry-After` that is honoured, in milliseconds; a longer one is cut to this. By default 15000.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_config_set_max_retry_after_ms(
    config: Option<&mut mycpaas_config>,
    milliseconds: u64,
) -> Option<&mycpaas_error> {
    repeat(config, |own| own.max_retry_after(milliseconds))
}

/// Sends every request through this http or https proxy, which may carry `user:password@`.
///
/// Without it `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY` decide when the client is made; a base URL on
/// loopback is then reached directly.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_config_set_proxy(
    config: Option<&mut mycpaas_config>,
    proxy: *const c_char,
) -> Option<&mycpaas_error> {
    build(config, |builder| Ok(builder.proxy(text("proxy", proxy)?)))
}

/// Ignores the proxies that the environment names.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_config_set_no_proxy(config: Option<&mut mycpaas_config>) -> Option<&mycpaas_error> {
    build(config, |builder| Ok(builder.no_proxy()))
}

/// Trusts one more certificate authority, or several, beside the system's and the bundled ones.
///
/// `pem` is the content of a PEM file, and `length` its length in bytes.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_config_add_ca_certificates(
    config: Option<&mut mycpaas_config>,
    pem: *const c_void,
    length: usize,
) -> Option<&mycpaas_error> {
    let read = || bytes("extra_ca_certificates", pem, length);
    build(config, |builder| Ok(builder.extra_ca_certificates(read()?)))
}

/// Adds a text to the `User-Agent` header, such as `my-service/1.2`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_config_set_user_agent_suffix(
    config: Option<&mut mycpaas_config>,
    suffix: *const c_char,
) -> Option<&mycpaas_error> {
    build(config, |builder| Ok(builder.user_agent_suffix(text("user_agent_suffix", suffix)?)))
}

/// Sets the largest answer that is read, in bytes. By default 8 MiB.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_config_set_max_response_size(
    config: Option<&mut mycpaas_config>,
    bytes: usize,
) -> Option<&mycpaas_error> {
    build(config, |builder| Ok(builder.max_response_size(bytes)))
}

/// Sends the key once for each value of a parameter with several, as SignalWire and Twilio document it.
///
/// By default false: one value, with spaces between, as mycpaas documents it.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_config_set_repeated_lists(
    config: Option<&mut mycpaas_config>,
    repeated: bool,
) -> Option<&mycpaas_error> {
    let encoding = if repeated { ListEncoding::Repeated } else { ListEncoding::SpaceJoined };
    build(config, |builder| Ok(builder.list_encoding(encoding)))
}

/// Lets a callback hear what the client does, from a level on, which is one of `enum mycpaas_log_level`.
///
/// `userdata` is handed to the callback, may be `NULL`, and must stay good as long as the client, those that were derived from
/// it, their requests, pages and lists. The callback may run on several threads at once.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_config_set_log(
    config: Option<&mut mycpaas_config>,
    level: c_int,
    callback: mycpaas_log_callback,
    userdata: *mut c_void,
) -> Option<&mycpaas_error> {
    set("config", config, |config| {
        let callback = callback.ok_or_else(|| null("callback", "a function"))?;
        let level = self::level(level)?;
        config.log = Some(Log { level, callback, userdata: Userdata(userdata) });
        Ok(())
    })
}

/// Frees settings. `NULL` is fine.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_config_free(config: Option<Box<mycpaas_config>>) {
    drop(config);
}
