//! # Any request
//!
//! For what this library has no function for. The rules of retry, time-outs and errors hold as for every other request;
//! methods other than GET, HEAD and OPTIONS count as writes.

use std::ffi::{c_char, c_void};
use std::mem;
use std::mem::MaybeUninit;

use mycpaas_bridge::{Client, Operation, RawRequest, Result};

use crate::callback::{Callback, mycpaas_response_callback};
use crate::client::mycpaas_client;
use crate::error::mycpaas_error;
use crate::guard::guard;
use crate::options::mycpaas_options;
use crate::out::Out;
use crate::response::mycpaas_response;
use crate::run::{start, wait};
use crate::setter::{Keeps, Problems, needed, set};
use crate::text::{bytes, text};

/// A request to any resource below the account.
#[derive(Debug)]
pub struct mycpaas_request_params {
    request: RawRequest,
    problems: Problems,
}

impl Keeps for mycpaas_request_params {
    fn problems(&mut self) -> &mut Problems {
        &mut self.problems
    }
}

fn change(
    params: Option<&mut mycpaas_request_params>,
    change: impl FnOnce(RawRequest) -> Result<RawRequest>,
) -> Option<&mycpaas_error> {
    set("params", params, |own| {
        own.request = change(mem::replace(&mut own.request, RawRequest::new("", "")))?;
        Ok(())
    })
}

/// Makes a request. The path is relative to the account, such as `Calls/CA123/Recordings.json`.
///
/// What is wrong with the arguments is told when the request is sent. Free it with `mycpaas_request_params_free()`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_request_params_new(
    method: *const c_char,
    path: *const c_char,
) -> Box<mycpaas_request_params> {
    let mut params =
        Box::new(mycpaas_request_params { request: RawRequest::new("", ""), problems: Problems::default() });
    change(Some(&mut params), |_| Ok(RawRequest::new(text("method", method)?, text("path", path)?)));
    params
}

/// Adds a query parameter.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_request_params_add_query(
    params: Option<&mut mycpaas_request_params>,
    name: *const c_char,
    value: *const c_char,
) -> Option<&mycpaas_error> {
    change(params, |own| Ok(own.query(text("name", name)?, text("value", value)?)))
}

/// Adds a field to the form that is sent as the body. A name may be added several times.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_request_params_add_form(
    params: Option<&mut mycpaas_request_params>,
    name: *const c_char,
    value: *const c_char,
) -> Option<&mycpaas_error> {
    change(params, |own| Ok(own.form(text("name", name)?, text("value", value)?)))
}

/// Sets a body of another media type, such as `application/json`. It excludes form fields.
///
/// `body` has `length` bytes, which are copied.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_request_params_set_body(
    params: Option<&mut mycpaas_request_params>,
    content_type: *const c_char,
    body: *const c_void,
    length: usize,
) -> Option<&mycpaas_error> {
    change(params, |own| Ok(own.body(text("content_type", content_type)?, bytes("body", body, length)?)))
}

/// Frees a request. `NULL` is fine.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_request_params_free(params: Option<Box<mycpaas_request_params>>) {
    drop(params);
}

/// Sends a request.
///
/// `response` gets the answer, or `NULL` with an error. Free it with `mycpaas_response_free()`. Waits for the answer.
#[must_use]
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_request(
    client: Option<&mycpaas_client>,
    params: Option<&mycpaas_request_params>,
    response: Option<&mut MaybeUninit<Option<Box<mycpaas_response>>>>,
) -> Option<Box<mycpaas_error>> {
    mycpaas_request_with(client, params, None, response)
}

/// Does the same with `options`, which may be `NULL`.
#[must_use]
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_request_with(
    client: Option<&mycpaas_client>,
    params: Option<&mycpaas_request_params>,
    options: Option<&mycpaas_options>,
    response: Option<&mut MaybeUninit<Option<Box<mycpaas_response>>>>,
) -> Option<Box<mycpaas_error>> {
    guard(|| {
        let out = Out::new("response", response)?;
        let reply = wait(client, options, |client| request(client, params))?;
        out.put(mycpaas_response::of_reply(reply)?);
        Ok(())
    })
}

/// Starts the same and returns at once; `callback` gets the answer. `options` may be `NULL`, and so may `userdata`.
#[must_use]
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_request_async(
    client: Option<&mycpaas_client>,
    params: Option<&mycpaas_request_params>,
    options: Option<&mycpaas_options>,
    callback: mycpaas_response_callback,
    userdata: *mut c_void,
) -> Option<Box<mycpaas_error>> {
    let callback = Callback::response(callback, userdata);
    guard(|| start(client, options, callback, |client| request(client, params)))
}

fn request(client: &Client, params: Option<&mycpaas_request_params>) -> Result<Operation> {
    let params = needed("params", params)?;
    params.problems.check()?;
    Operation::request(client, params.request.clone())
}
