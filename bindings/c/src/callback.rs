//! # Callbacks
//!
//! A function that ends with `_async` starts a request and returns at once. If it returns an error, nothing was started and
//! the callback never runs. Otherwise the callback runs exactly once, also if the request fails or is cancelled:
//!
//! - without a queue on a thread of the library, one callback after the other. It may take its time, and may call any
//!   function, those that wait included; other callbacks wait until it returns;
//! - with `mycpaas_options_set_queue()` on the thread that calls `mycpaas_queue_dispatch()`.
//!
//! What a callback gets it owns, and frees: `error`, or else what the request brought. The other one is `NULL`. A callback
//! must return: it must neither throw nor jump out. `userdata` is handed through, and must stay good until then.
//!
//! After `fork` the callbacks of requests that were started before run in the parent only.

use std::ffi::c_void;

use mycpaas_bridge::{Reply, Result};

use crate::call::mycpaas_call;
use crate::error::mycpaas_error;
use crate::guard;
use crate::log::Log;
use crate::page::mycpaas_page;
use crate::response::mycpaas_response;
use crate::text::null;

/// Gets a call, or the error that came instead.
pub type mycpaas_call_callback = Option<
    extern "C" fn(error: Option<Box<mycpaas_error>>, call: Option<Box<mycpaas_call>>, userdata: *mut c_void),
>;

/// Gets a page of calls, or the error that came instead. Both are `NULL` where there is no such page.
pub type mycpaas_page_callback = Option<
    extern "C" fn(error: Option<Box<mycpaas_error>>, page: Option<Box<mycpaas_page>>, userdata: *mut c_void),
>;

/// Gets the answer to a request of any kind, or the error that came instead.
pub type mycpaas_response_callback = Option<
    extern "C" fn(
        error: Option<Box<mycpaas_error>>,
        response: Option<Box<mycpaas_response>>,
        userdata: *mut c_void,
    ),
>;

/// Is told that something was done, or gets the error that came instead.
pub type mycpaas_done_callback =
    Option<extern "C" fn(error: Option<Box<mycpaas_error>>, userdata: *mut c_void)>;

/// What C wants to get back. Nothing here looks at it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Userdata(pub(crate) *mut c_void);

// SAFETY: it is only handed back; C is told on which thread, and sees to it that it may be used there.
unsafe impl Send for Userdata {}
// SAFETY: as above.
unsafe impl Sync for Userdata {}

/// Who is told the end of a request.
#[derive(Debug)]
pub(crate) struct Callback {
    function: Function,
    userdata: Userdata,
}

#[derive(Debug)]
enum Function {
    Call(extern "C" fn(Option<Box<mycpaas_error>>, Option<Box<mycpaas_call>>, *mut c_void)),
    Page(extern "C" fn(Option<Box<mycpaas_error>>, Option<Box<mycpaas_page>>, *mut c_void)),
    Response(extern "C" fn(Option<Box<mycpaas_error>>, Option<Box<mycpaas_response>>, *mut c_void)),
    Done(extern "C" fn(Option<Box<mycpaas_error>>, *mut c_void)),
}

impl Callback {
    pub(crate) fn call(function: mycpaas_call_callback, userdata: *mut c_void) -> Result<Self> {
        Self::new(function.map(Function::Call), userdata)
    }

    pub(crate) fn page(function: mycpaas_page_callback, userdata: *mut c_void) -> Result<Self> {
        Self::new(function.map(Function::Page), userdata)
    }

    pub(crate) fn response(function: mycpaas_response_callback, userdata: *mut c_void) -> Result<Self> {
        Self::new(function.map(Function::Response), userdata)
    }

    pub(crate) fn done(function: mycpaas_done_callback, userdata: *mut c_void) -> Result<Self> {
        Self::new(function.map(Function::Done), userdata)
    }

    fn new(function: Option<Function>, userdata: *mut c_void) -> Result<Self> {
        let function = function.ok_or_else(|| null("callback", "a function"))?;
        Ok(Self { function, userdata: Userdata(userdata) })
    }

    /// Tells the end.
    pub(crate) fn run(self, outcome: Result<Reply>, log: Option<Log>) {
        let Userdata(userdata) = self.userdata;
        match self.function {
            Function::Call(function) => {
                let (error, call) = parts(outcome, |reply| mycpaas_call::of_reply(reply).map(Some));
                function(error, call, userdata);
            }
            Function::Page(function) => {
                let (error, page) = parts(outcome, |reply| mycpaas_page::of_reply(reply, log));
                function(error, page, userdata);
            }
            Function::Response(function) => {
                let (error, response) = parts(outcome, |reply| mycpaas_response::of_reply(reply).map(Some));
                function(error, response, userdata);
            }
            Function::Done(function) => function(outcome.err().map(mycpaas_error::new), userdata),
        }
    }
}

/// What a callback gets.
type Parts<T> = (Option<Box<mycpaas_error>>, Option<Box<T>>);

fn parts<T>(outcome: Result<Reply>, read: impl FnOnce(Reply) -> Result<Option<T>>) -> Parts<T> {
    match outcome.and_then(|reply| guard::outcome(|| read(reply))) {
        Ok(found) => (None, found.map(Box::new)),
        Err(failure) => (Some(mycpaas_error::new(failure)), None),
    }
}
