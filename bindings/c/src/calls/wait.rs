//! # Waiting for a call

use std::ffi::{c_char, c_void};
use std::mem::MaybeUninit;

use mycpaas_bridge::{Client, Operation, Result, WaitCall};

use crate::call::mycpaas_call;
use crate::callback::{Callback, mycpaas_call_callback};
use crate::client::mycpaas_client;
use crate::error::mycpaas_error;
use crate::guard::guard;
use crate::options::mycpaas_options;
use crate::out::Out;
use crate::params::mycpaas_wait_params;
use crate::run;
use crate::text::text;

/// Waits until a call has ended, or has a status that was asked for. `params` may be `NULL`: ten minutes for the end.
///
/// It looks often after every change and ever more rarely while nothing happens: every 250 ms at first, every 5 s at last.
/// Time-outs are those of one look. Where the time to wait passes, the error is of the kind `timeout`.
///
/// `call` gets the call, or `NULL` with an error. Free it with `mycpaas_call_free()`.
#[must_use]
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_calls_wait(
    client: Option<&mycpaas_client>,
    sid: *const c_char,
    params: Option<&mycpaas_wait_params>,
    call: Option<&mut MaybeUninit<Option<Box<mycpaas_call>>>>,
) -> Option<Box<mycpaas_error>> {
    mycpaas_calls_wait_with(client, sid, params, None, call)
}

/// Does the same with `options`, which may be `NULL`.
#[must_use]
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_calls_wait_with(
    client: Option<&mycpaas_client>,
    sid: *const c_char,
    params: Option<&mycpaas_wait_params>,
    options: Option<&mycpaas_options>,
    call: Option<&mut MaybeUninit<Option<Box<mycpaas_call>>>>,
) -> Option<Box<mycpaas_error>> {
    guard(|| {
        let out = Out::new("call", call)?;
        out.put(mycpaas_call::of_reply(run::wait(client, options, |client| wait(client, sid, params))?)?);
        Ok(())
    })
}

/// Starts the same and returns at once; `callback` gets the call. `options` may be `NULL`, and so may `userdata`.
#[must_use]
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_calls_wait_async(
    client: Option<&mycpaas_client>,
    sid: *const c_char,
    params: Option<&mycpaas_wait_params>,
    options: Option<&mycpaas_options>,
    callback: mycpaas_call_callback,
    userdata: *mut c_void,
) -> Option<Box<mycpaas_error>> {
    let callback = Callback::call(callback, userdata);
    guard(|| run::start(client, options, callback, |client| wait(client, sid, params)))
}

fn wait(client: &Client, sid: *const c_char, params: Option<&mycpaas_wait_params>) -> Result<Operation> {
    let parameters = params.map_or_else(|| Ok(WaitCall::new()), mycpaas_wait_params::request)?;
    Operation::wait_for(client, text("sid", sid)?.to_owned(), parameters)
}
