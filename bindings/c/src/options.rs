//! # Options of a request
//!
//! What is different for one request. They are used by one thread at a time while they are filled in, by any number while
//! requests are made with them, and may be freed while those are on their way.

use std::ffi::c_char;
use std::mem;
use std::sync::Arc;
use std::time::Duration;

use mycpaas_bridge::{Client, RequestOptions, Result};

use crate::cancel::mycpaas_cancel_token;
use crate::delivery::Delivery;
use crate::error::mycpaas_error;
use crate::queue::mycpaas_queue;
use crate::retries::Retries;
use crate::setter::{Keeps, Problems, needed, set};
use crate::text::text;

/// What is different for one request. What is not set stays as the client has it.
#[derive(Debug, Default)]
pub struct mycpaas_options {
    options: RequestOptions,
    retries: Retries,
    pub(crate) queue: Option<Arc<Delivery>>,
    problems: Problems,
}

impl mycpaas_options {
    /// Returns a client for which these options hold.
    pub(crate) fn apply(&self, client: &Client) -> Result<Client> {
        self.problems.check()?;
        let options = self.options.clone();
        client.with_options(match self.retries.policy() {
            Some(policy) => options.retry(policy),
            None => options,
        })
    }
}

impl Keeps for mycpaas_options {
    fn problems(&mut self) -> &mut Problems {
        &mut self.problems
    }
}

fn change(
    options: Option<&mut mycpaas_options>,
    change: impl FnOnce(RequestOptions) -> Result<RequestOptions>,
) -> Option<&mycpaas_error> {
    set("options", options, |own| {
        own.options = change(mem::take(&mut own.options))?;
        Ok(())
    })
}

fn repeat(
    options: Option<&mut mycpaas_options>,
    change: impl FnOnce(&mut Retries),
) -> Option<&mycpaas_error> {
    set("options", options, |own| {
        change(&mut own.retries);
        Ok(())
    })
}

/// Makes options that change nothing. Free them with `mycpaas_options_free()`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_options_new() -> Box<mycpaas_options> {
    Box::default()
}

/// Sets the longest time until a connection is ready to take the request, in milliseconds: from 1 to a day.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_options_set_connect_timeout_ms(
    options: Option<&mut mycpaas_options>,
    milliseconds: u64,
) -> Option<&mycpaas_error> {
    change(options, |own| Ok(own.connect_timeout(Duration::from_millis(milliseconds))))
}

/// Sets the longest silence while an answer is awaited or read, in milliseconds: from 1 to a day.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_options_set_read_timeout_ms(
    options: Option<&mut mycpaas_options>,
    milliseconds: u64,
) -> Option<&mycpaas_error> {
    change(options, |own| Ok(own.read_timeout(Duration::from_millis(milliseconds))))
}

/// Sets the longest time for everything, retries and the waits between them included, in milliseconds: from 1 to a day.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_options_set_total_timeout_ms(
    options: Option<&mut mycpaas_options>,
    milliseconds: u64,
) -> Option<&mycpaas_error> {
    change(options, |own| Ok(own.total_timeout(Duration::from_millis(milliseconds))))
}

/// Sets how many times the request is repeated after the first try; 0 is never.
///
/// As soon as one of the setters of retries is called, the others have their defaults, and not what the client has.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_options_set_max_retries(
    options: Option<&mut mycpaas_options>,
    retries: u32,
) -> Option<&mycpaas_error> {
    repeat(options, |own| own.max_retries(retries))
}

/// Sets the longest delay before the first retry, in milliseconds; it doubles for each further one.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_options_set_retry_base_delay_ms(
    options: Option<&mut mycpaas_options>,
    milliseconds: u64,
) -> Option<&mycpaas_error> {
    repeat(options, |own| own.base_delay(milliseconds))
}

/// Sets the longest delay before any retry that the API gave no `Retry-After` for, in milliseconds.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_options_set_retry_max_delay_ms(
    options: Option<&mut mycpaas_options>,
    milliseconds: u64,
) -> Option<&mycpaas_error> {
    repeat(options, |own| own.max_delay(milliseconds))
}

/// Sets the longest `Retry-After` that is honoured, in milliseconds; a longer one is cut to this.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_options_set_max_retry_after_ms(
    options: Option<&mut mycpaas_options>,
    milliseconds: u64,
) -> Option<&mycpaas_error> {
    repeat(options, |own| own.max_retry_after(milliseconds))
}

/// Sets the account whose resources are used. The credentials stay those of the client.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_options_set_account_sid(
    options: Option<&mut mycpaas_options>,
    account_sid: *const c_char,
) -> Option<&mycpaas_error> {
    change(options, |own| Ok(own.account_sid(text("account_sid", account_sid)?)))
}

/// Adds a header. Those that the client sets itself, such as `Authorization`, are refused. One that is added twice is sent
/// twice.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_options_add_header(
    options: Option<&mut mycpaas_options>,
    name: *const c_char,
    value: *const c_char,
) -> Option<&mycpaas_error> {
    change(options, |own| Ok(own.header(text("name", name)?, text("value", value)?)))
}

/// Lets a token end the request. It may be freed before the request has ended.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_options_set_cancel_token<'a>(
    options: Option<&'a mut mycpaas_options>,
    token: Option<&mycpaas_cancel_token>,
) -> Option<&'a mycpaas_error> {
    change(options, |own| Ok(own.cancel_token(needed("token", token)?.token.clone())))
}

/// Lets the callback of an asynchronous request run where the queue is dispatched. It does nothing to other requests.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_options_set_queue<'a>(
    options: Option<&'a mut mycpaas_options>,
    queue: Option<&mycpaas_queue>,
) -> Option<&'a mycpaas_error> {
    set("options", options, |own| {
        own.queue = Some(Arc::clone(&needed("queue", queue)?.delivery));
        Ok(())
    })
}

/// Frees options. `NULL` is fine.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_options_free(options: Option<Box<mycpaas_options>>) {
    drop(options);
}
