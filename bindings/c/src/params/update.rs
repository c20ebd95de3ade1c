//! # Parameters of a change

use std::ffi::c_char;

use mycpaas_bridge::{Parameter, Result, UPDATE, UpdateCall, update_call};

use super::given::{Given, Parameters, set_extra};
use crate::error::mycpaas_error;
use crate::setter::{Keeps, Problems};

/// What is changed in a call. Nothing else changes.
#[derive(Debug, Default)]
pub struct mycpaas_update_params {
    given: Given,
}

impl mycpaas_update_params {
    pub(crate) fn request(&self) -> Result<UpdateCall> {
        let (arguments, extra) = self.given.parts()?;
        update_call(arguments, extra)
    }
}

impl Keeps for mycpaas_update_params {
    fn problems(&mut self) -> &mut Problems {
        &mut self.given.problems
    }
}

impl Parameters for mycpaas_update_params {
    const TABLE: &'static [Parameter] = UPDATE;

    fn given(&mut self) -> &mut Given {
        &mut self.given
    }
}

/// Makes parameters that say nothing yet. Free them with `mycpaas_update_params_free()`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_update_params_new() -> Box<mycpaas_update_params> {
    Box::default()
}

/// Adds a parameter that has no function here, under its name on the wire. A name may be added several times.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_update_params_set_extra(
    params: Option<&mut mycpaas_update_params>,
    name: *const c_char,
    value: *const c_char,
) -> Option<&mycpaas_error> {
    set_extra(params, name, value)
}

/// Frees parameters. `NULL` is fine.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_update_params_free(params: Option<Box<mycpaas_update_params>>) {
    drop(params);
}
