//! # Listing calls page by page

use std::ffi::c_void;
use std::mem::MaybeUninit;

use mycpaas_bridge::{Client, ListCalls, Operation, Result};

use crate::call::unexpected;
use crate::callback::{Callback, mycpaas_page_callback};
use crate::client::mycpaas_client;
use crate::error::mycpaas_error;
use crate::guard::guard;
use crate::options::mycpaas_options;
use crate::out::Out;
use crate::page::mycpaas_page;
use crate::params::mycpaas_list_params;
use crate::run::{start, start_with, wait, wait_for};
use crate::setter::needed;

/// Requests the first page of a list. `params` may be `NULL`: all calls. A limit does not count here.
///
/// `page` gets the page, or `NULL` with an error. Free it with `mycpaas_page_free()`. Waits for the answer.
#[must_use]
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_calls_first_page(
    client: Option<&mycpaas_client>,
    params: Option<&mycpaas_list_params>,
    page: Option<&mut MaybeUninit<Option<Box<mycpaas_page>>>>,
) -> Option<Box<mycpaas_error>> {
    mycpaas_calls_first_page_with(client, params, None, page)
}

/// Does the same with `options`, which may be `NULL` and hold for the pages around this one, too.
#[must_use]
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_calls_first_page_with(
    client: Option<&mycpaas_client>,
    params: Option<&mycpaas_list_params>,
    options: Option<&mycpaas_options>,
    page: Option<&mut MaybeUninit<Option<Box<mycpaas_page>>>>,
) -> Option<Box<mycpaas_error>> {
    guard(|| {
        let out = Out::new("page", page)?;
        let log = client.and_then(|client| client.log);
        let reply = wait(client, options, |client| first_page(client, params))?;
        out.put(mycpaas_page::of_reply(reply, log)?.ok_or_else(unexpected)?);
        Ok(())
    })
}

/// Starts the same and returns at once; `callback` gets the page. `options` may be `NULL`, and so may `userdata`.
#[must_use]
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_calls_first_page_async(
    client: Option<&mycpaas_client>,
    params: Option<&mycpaas_list_params>,
    options: Option<&mycpaas_options>,
    callback: mycpaas_page_callback,
    userdata: *mut c_void,
) -> Option<Box<mycpaas_error>> {
    let callback = Callback::page(callback, userdata);
    guard(|| start(client, options, callback, |client| first_page(client, params)))
}

/// Requests the page after this one.
///
/// `next` gets it, or `NULL` with an error, and `NULL` without one if this page is the last. Free it with
/// `mycpaas_page_free()`. Waits for the answer.
#[must_use]
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_page_next(
    page: Option<&mycpaas_page>,
    next: Option<&mut MaybeUninit<Option<Box<mycpaas_page>>>>,
) -> Option<Box<mycpaas_error>> {
    turn("next", page, next, mycpaas_bridge::Page::next)
}

/// Starts the same and returns at once; `callback` gets the page. `options` may be `NULL`, and so may `userdata`. Of the
/// options only the queue counts: the others are those of the first page.
#[must_use]
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_page_next_async(
    page: Option<&mycpaas_page>,
    options: Option<&mycpaas_options>,
    callback: mycpaas_page_callback,
    userdata: *mut c_void,
) -> Option<Box<mycpaas_error>> {
    let callback = Callback::page(callback, userdata);
    guard(|| start_turn(page, options, callback, mycpaas_bridge::Page::next))
}

/// Requests the page before this one.
///
/// `previous` gets it, or `NULL` with an error, and `NULL` without one if this page is the first. Free it with
/// `mycpaas_page_free()`. Waits for the answer.
#[must_use]
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_page_previous(
    page: Option<&mycpaas_page>,
    previous: Option<&mut MaybeUninit<Option<Box<mycpaas_page>>>>,
) -> Option<Box<mycpaas_error>> {
    turn("previous", page, previous, mycpaas_bridge::Page::previous)
}

/// Starts the same and returns at once; `callback` gets the page. `options` are as for `mycpaas_page_next_async()`, and may
/// be `NULL`, and so may `userdata`.
#[must_use]
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_page_previous_async(
    page: Option<&mycpaas_page>,
    options: Option<&mycpaas_options>,
    callback: mycpaas_page_callback,
    userdata: *mut c_void,
) -> Option<Box<mycpaas_error>> {
    let callback = Callback::page(callback, userdata);
    guard(|| start_turn(page, options, callback, mycpaas_bridge::Page::previous))
}

fn first_page(client: &Client, params: Option<&mycpaas_list_params>) -> Result<Operation> {
    let request = params.map_or_else(|| Ok(ListCalls::new()), mycpaas_list_params::request)?;
    Operation::list(client, request)
}

fn turn(
    name: &str,
    page: Option<&mycpaas_page>,
    other: Option<&mut MaybeUninit<Option<Box<mycpaas_page>>>>,
    make: impl FnOnce(&mycpaas_bridge::Page) -> Result<Operation>,
) -> Option<Box<mycpaas_error>> {
    guard(|| {
        let out = Out::new(name, other)?;
        let page = needed("page", page)?;
        let (log, operation) = (page.log, make(&page.page)?);
        if let Some(found) = mycpaas_page::of_reply(wait_for(operation, log)?, log)? {
            out.put(found);
        }
        Ok(())
    })
}

fn start_turn(
    page: Option<&mycpaas_page>,
    options: Option<&mycpaas_options>,
    callback: Result<Callback>,
    make: impl FnOnce(&mycpaas_bridge::Page) -> Result<Operation>,
) -> Result<()> {
    let page = needed("page", page)?;
    start_with(make(&page.page)?, options, callback?, page.log)
}
