//! # Listing calls
//!
//! One by one, with one page in memory at a time.

use std::mem::MaybeUninit;

use mycpaas_bridge::{Client, ListCalls, Operation, Result};

use crate::call::{mycpaas_call, unexpected};
use crate::client::mycpaas_client;
use crate::error::mycpaas_error;
use crate::guard::guard;
use crate::log::Log;
use crate::options::mycpaas_options;
use crate::out::Out;
use crate::page::mycpaas_page;
use crate::params::mycpaas_list_params;
use crate::run::{own, wait_for};
use crate::setter::needed;
use crate::text::null;

/// A list of calls that is gone through once, by one thread at a time. It knows its client, which may be freed before it.
#[derive(Debug)]
pub struct mycpaas_call_list {
    client: Client,
    log: Option<Log>,
    request: ListCalls,
    /// How many calls may still come.
    left: Option<u64>,
    place: Place,
}

/// Where in a list its reader is.
#[derive(Debug)]
enum Place {
    Before,
    Within { page: Box<mycpaas_page>, next: usize },
    After,
}

impl mycpaas_call_list {
    /// Goes on to the next call. Where that fails, the list stays where it is.
    fn step(&mut self) -> Result<()> {
        if self.left == Some(0) {
            self.place = Place::After;
        }
        loop {
            let turned = match &mut self.place {
                Place::After => return Ok(()),
                Place::Within { page, next } if page.call(*next).is_some() => {
                    *next += 1;
                    self.left = self.left.map(|left| left.saturating_sub(1));
                    return Ok(());
                }
                Place::Within { page, .. } => page.page.next()?,
                Place::Before => Operation::list(&self.client, self.request.clone())?,
            };
            let page = mycpaas_page::of_reply(wait_for(turned, self.log)?, self.log)?;
            self.place = page.map_or(Place::After, |page| Place::Within { page: Box::new(page), next: 0 });
        }
    }

    fn current(&self) -> Result<Option<&mycpaas_call>> {
        match &self.place {
            Place::Before => Err(unexpected()),
            Place::Within { page, next } => Ok(page.call(next.saturating_sub(1))),
            Place::After => Ok(None),
        }
    }
}

/// Begins a list of calls. Nothing is sent before the first call is asked for. `params` may be `NULL`: all calls.
///
/// `list` gets the list, or `NULL` with an error. Free it with `mycpaas_call_list_free()`.
#[must_use]
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_calls_list(
    client: Option<&mycpaas_client>,
    params: Option<&mycpaas_list_params>,
    list: Option<&mut MaybeUninit<Option<Box<mycpaas_call_list>>>>,
) -> Option<Box<mycpaas_error>> {
    mycpaas_calls_list_with(client, params, None, list)
}

/// Does the same with `options`, which may be `NULL` and hold for each page.
#[must_use]
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_calls_list_with(
    client: Option<&mycpaas_client>,
    params: Option<&mycpaas_list_params>,
    options: Option<&mycpaas_options>,
    list: Option<&mut MaybeUninit<Option<Box<mycpaas_call_list>>>>,
) -> Option<Box<mycpaas_error>> {
    guard(|| {
        let out = Out::new("list", list)?;
        let client = needed("client", client)?;
        out.put(mycpaas_call_list {
            request: params.map_or_else(|| Ok(ListCalls::new()), mycpaas_list_params::request)?,
            left: params.and_then(mycpaas_list_params::limit),
            client: own(client, options)?,
            log: client.log,
            place: Place::Before,
        });
        Ok(())
    })
}

/// Goes on to the next call, and waits for the next page where it needs it.
///
/// `call` gets the call, which belongs to the list until the next step, or `NULL` at the end. After an error `call` is
/// `NULL`, too, and a further step tries again.
#[must_use]
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_calls_list_next<'a>(
    list: Option<&'a mut mycpaas_call_list>,
    call: Option<&mut MaybeUninit<Option<&'a mycpaas_call>>>,
) -> Option<Box<mycpaas_error>> {
    guard(|| {
        let call = call.ok_or_else(|| null("call", "the address of a pointer"))?;
        call.write(None);
        let list = list.ok_or_else(|| null("list", "an object"))?;
        list.step()?;
        call.write(list.current()?);
        Ok(())
    })
}

/// Frees a list. `NULL` is fine.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_call_list_free(list: Option<Box<mycpaas_call_list>>) {
    drop(list);
}
