//! # Placing a call

use std::ffi::c_void;
use std::mem::MaybeUninit;

use mycpaas_bridge::{Client, Operation, Result};

use crate::call::mycpaas_call;
use crate::callback::{Callback, mycpaas_call_callback};
use crate::client::mycpaas_client;
use crate::error::mycpaas_error;
use crate::guard::guard;
use crate::options::mycpaas_options;
use crate::out::Out;
use crate::params::mycpaas_call_params;
use crate::run::{start, wait};
use crate::setter::needed;

/// Places a call.
///
/// A request that may have reached the API is never repeated. Every error says what became of it
/// (`mycpaas_error_delivery()`), and `mycpaas_error_may_have_been_placed()` answers the one question that matters.
///
/// `call` gets the call, or `NULL` with an error. Free it with `mycpaas_call_free()`. Waits for the answer.
#[must_use]
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_calls_create(
    client: Option<&mycpaas_client>,
    params: Option<&mycpaas_call_params>,
    call: Option<&mut MaybeUninit<Option<Box<mycpaas_call>>>>,
) -> Option<Box<mycpaas_error>> {
    mycpaas_calls_create_with(client, params, None, call)
}

/// Does the same with `options`, which may be `NULL`.
#[must_use]
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_calls_create_with(
    client: Option<&mycpaas_client>,
    params: Option<&mycpaas_call_params>,
    options: Option<&mycpaas_options>,
    call: Option<&mut MaybeUninit<Option<Box<mycpaas_call>>>>,
) -> Option<Box<mycpaas_error>> {
    guard(|| {
        let out = Out::new("call", call)?;
        out.put(mycpaas_call::of_reply(wait(client, options, |client| create(client, params))?)?);
        Ok(())
    })
}

/// Starts the same and returns at once; `callback` gets the call. `options` may be `NULL`, and so may `userdata`.
#[must_use]
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_calls_create_async(
    client: Option<&mycpaas_client>,
    params: Option<&mycpaas_call_params>,
    options: Option<&mycpaas_options>,
    callback: mycpaas_call_callback,
    userdata: *mut c_void,
) -> Option<Box<mycpaas_error>> {
    let callback = Callback::call(callback, userdata);
    guard(|| start(client, options, callback, |client| create(client, params)))
}

fn create(client: &Client, params: Option<&mycpaas_call_params>) -> Result<Operation> {
    Operation::create(client, needed("params", params)?.request()?)
}
