//! # Parameters of a list

use std::ffi::c_char;

use mycpaas_bridge::{CallDirection, Cursor, LIST, ListCalls, Parameter, Result, list_calls};

use super::given::{Given, Parameters, set_extra};
use crate::error::mycpaas_error;
use crate::setter::{Keeps, Problems, set};
use crate::text::text;

/// Which calls are listed, and how.
#[derive(Debug, Default)]
pub struct mycpaas_list_params {
    given: Given,
    direction: Option<CallDirection>,
    resume: Option<Cursor>,
    limit: Option<u64>,
}

impl mycpaas_list_params {
    pub(crate) fn request(&self) -> Result<ListCalls> {
        let (arguments, extra) = self.given.parts()?;
        let mut request = list_calls(arguments, extra)?;
        if let Some(direction) = &self.direction {
            request = request.direction(direction.clone());
        }
        if let Some(cursor) = &self.resume {
            request = request.resume(cursor.clone());
        }
        Ok(request)
    }

    pub(crate) fn limit(&self) -> Option<u64> {
        self.limit
    }
}

impl Keeps for mycpaas_list_params {
    fn problems(&mut self) -> &mut Problems {
        &mut self.given.problems
    }
}

impl Parameters for mycpaas_list_params {
    const TABLE: &'static [Parameter] = LIST;

    fn given(&mut self) -> &mut Given {
        &mut self.given
    }
}

/// Makes parameters that list all calls. Free them with `mycpaas_list_params_free()`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_list_params_new() -> Box<mycpaas_list_params> {
    Box::default()
}

/// Lists only calls with this direction: `MYCPAAS_CALL_DIRECTION_INBOUND_TEXT` and the like.
///
/// The filter works on this side: every call is transferred, and others are dropped. mycpaas's prose promises a filter by
/// direction, and its table of parameters has none.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_list_params_set_direction(
    params: Option<&mut mycpaas_list_params>,
    direction: *const c_char,
) -> Option<&mycpaas_error> {
    set("params", params, |own| {
        own.direction = Some(text("direction", direction)?.into());
        Ok(())
    })
}

/// Stops after so many calls. Pages are not affected.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_list_params_set_limit(
    params: Option<&mut mycpaas_list_params>,
    calls: u64,
) -> Option<&mycpaas_error> {
    set("params", params, |own| {
        own.limit = Some(calls);
        Ok(())
    })
}

/// Goes on where `mycpaas_page_cursor()` was taken.
///
/// The cursor holds the filters that are sent, but neither direction nor limit: set these again. No other filter may be
/// set with it.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_list_params_set_resume(
    params: Option<&mut mycpaas_list_params>,
    cursor: *const c_char,
) -> Option<&mycpaas_error> {
    set("params", params, |own| {
        own.resume = Some(text("resume", cursor)?.parse()?);
        Ok(())
    })
}

/// Adds a parameter that has no function here, under its name on the wire. A name may be added several times.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_list_params_set_extra(
    params: Option<&mut mycpaas_list_params>,
    name: *const c_char,
    value: *const c_char,
) -> Option<&mycpaas_error> {
    set_extra(params, name, value)
}

/// Frees parameters. `NULL` is fine.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_list_params_free(params: Option<Box<mycpaas_list_params>>) {
    drop(params);
}
