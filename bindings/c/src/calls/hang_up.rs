//! # Hanging up

use std::ffi::{c_char, c_void};
use std::mem::MaybeUninit;

use mycpaas_bridge::{Client, Operation, Result};

use crate::call::mycpaas_call;
use crate::callback::{Callback, mycpaas_call_callback};
use crate::client::mycpaas_client;
use crate::error::mycpaas_error;
use crate::guard::guard;
use crate::options::mycpaas_options;
use crate::out::Out;
use crate::run::{start, wait};
use crate::text::text;

/// Ends a call that was answered, or is on its way.
///
/// `call` gets the call, or `NULL` with an error. Free it with `mycpaas_call_free()`. Waits for the answer.
#[must_use]
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_calls_hang_up(
    client: Option<&mycpaas_client>,
    sid: *const c_char,
    call: Option<&mut MaybeUninit<Option<Box<mycpaas_call>>>>,
) -> Option<Box<mycpaas_error>> {
    mycpaas_calls_hang_up_with(client, sid, None, call)
}

/// Does the same with `options`, which may be `NULL`.
#[must_use]
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_calls_hang_up_with(
    client: Option<&mycpaas_client>,
    sid: *const c_char,
    options: Option<&mycpaas_options>,
    call: Option<&mut MaybeUninit<Option<Box<mycpaas_call>>>>,
) -> Option<Box<mycpaas_error>> {
    guard(|| {
        let out = Out::new("call", call)?;
        out.put(mycpaas_call::of_reply(wait(client, options, |client| hang_up(client, sid))?)?);
        Ok(())
    })
}

/// Starts the same and returns at once; `callback` gets the call. `options` may be `NULL`, and so may `userdata`.
#[must_use]
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_calls_hang_up_async(
    client: Option<&mycpaas_client>,
    sid: *const c_char,
    options: Option<&mycpaas_options>,
    callback: mycpaas_call_callback,
    userdata: *mut c_void,
) -> Option<Box<mycpaas_error>> {
    let callback = Callback::call(callback, userdata);
    guard(|| start(client, options, callback, |client| hang_up(client, sid)))
}

fn hang_up(client: &Client, sid: *const c_char) -> Result<Operation> {
    Operation::hang_up(client, text("sid", sid)?.to_owned())
}
