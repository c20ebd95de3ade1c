//! # Deleting a call

use std::ffi::{c_char, c_void};

use mycpaas_bridge::{Client, Operation, Result};

use crate::callback::{Callback, mycpaas_done_callback};
use crate::client::mycpaas_client;
use crate::error::mycpaas_error;
use crate::guard::guard;
use crate::options::mycpaas_options;
use crate::run::{start, wait};
use crate::text::text;

/// Deletes the record of a call that has ended. Waits for the answer. Documented by SignalWire and Twilio.
#[must_use]
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_calls_delete(
    client: Option<&mycpaas_client>,
    sid: *const c_char,
) -> Option<Box<mycpaas_error>> {
    mycpaas_calls_delete_with(client, sid, None)
}

/// Does the same with `options`, which may be `NULL`.
#[must_use]
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_calls_delete_with(
    client: Option<&mycpaas_client>,
    sid: *const c_char,
    options: Option<&mycpaas_options>,
) -> Option<Box<mycpaas_error>> {
    guard(|| wait(client, options, |client| delete(client, sid)).map(drop))
}

/// Starts the same and returns at once; `callback` is told the end. `options` may be `NULL`, and so may `userdata`.
#[must_use]
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_calls_delete_async(
    client: Option<&mycpaas_client>,
    sid: *const c_char,
    options: Option<&mycpaas_options>,
    callback: mycpaas_done_callback,
    userdata: *mut c_void,
) -> Option<Box<mycpaas_error>> {
    let callback = Callback::done(callback, userdata);
    guard(|| start(client, options, callback, |client| delete(client, sid)))
}

fn delete(client: &Client, sid: *const c_char) -> Result<Operation> {
    Operation::delete(client, text("sid", sid)?.to_owned())
}
