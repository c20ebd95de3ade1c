//! # Parameters of a new call
//!
//! They are used by one thread at a time while they are filled in, by any number while calls are placed with them, and may
//! be used for several calls. What is malformed is told before anything is sent.

use std::ffi::c_char;

use mycpaas_bridge::{CREATE, CreateCall, Parameter, Result, create_call};

use super::given::{Given, Parameters, set_extra};
use crate::error::mycpaas_error;
use crate::setter::{Keeps, Problems};

/// What a call is placed with.
#[derive(Debug, Default)]
pub struct mycpaas_call_params {
    given: Given,
}

impl mycpaas_call_params {
    pub(crate) fn request(&self) -> Result<CreateCall> {
        let (arguments, extra) = self.given.parts()?;
        create_call(arguments, extra)
    }
}

impl Keeps for mycpaas_call_params {
    fn problems(&mut self) -> &mut Problems {
        &mut self.given.problems
    }
}

impl Parameters for mycpaas_call_params {
    const TABLE: &'static [Parameter] = CREATE;

    fn given(&mut self) -> &mut Given {
        &mut self.given
    }
}

/// Makes parameters from those that are required.
///
/// `to` is the number to call, in E.164 (compatible services also take a SIP URI), `from` the caller's number, an active
/// one of the account, and `url` the absolute address of the LaML document, which the service requests when the call is
/// answered. What is wrong with them is told when the call is placed. Free the parameters with
/// `mycpaas_call_params_free()`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_call_params_new(
    to: *const c_char,
    from: *const c_char,
    url: *const c_char,
) -> Box<mycpaas_call_params> {
    let mut params = Box::<mycpaas_call_params>::default();
    let required = CREATE.iter().filter(|parameter| parameter.required).enumerate();
    for ((index, parameter), value) in required.zip([to, from, url]) {
        params.given.keep_text(index, parameter.name, value);
    }
    params
}

/// Adds a parameter that has no function here, under its name on the wire. A name may be added several times.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_call_params_set_extra(
    params: Option<&mut mycpaas_call_params>,
    name: *const c_char,
    value: *const c_char,
) -> Option<&mycpaas_error> {
    set_extra(params, name, value)
}

/// Frees parameters. `NULL` is fine.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_call_params_free(params: Option<Box<mycpaas_call_params>>) {
    drop(params);
}
