//! # Parameters of a wait

use std::ffi::c_char;
use std::time::Duration;

use mycpaas_bridge::{Result, WaitCall};

use crate::error::mycpaas_error;
use crate::setter::{Keeps, Problems, set};
use crate::text::text;

/// What is waited for, and for how long. Without more it is the end of a call, for ten minutes.
#[derive(Debug, Default)]
pub struct mycpaas_wait_params {
    request: WaitCall,
    problems: Problems,
}

impl mycpaas_wait_params {
    pub(crate) fn request(&self) -> Result<WaitCall> {
        self.problems.check()?;
        Ok(self.request.clone())
    }

    pub(crate) fn change(&mut self, change: impl FnOnce(WaitCall) -> WaitCall) {
        self.request = change(self.request.clone());
    }
}

impl Keeps for mycpaas_wait_params {
    fn problems(&mut self) -> &mut Problems {
        &mut self.problems
    }
}

/// Makes parameters. Free them with `mycpaas_wait_params_free()`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_wait_params_new() -> Box<mycpaas_wait_params> {
    Box::default()
}

/// Stops at this status, too, such as `MYCPAAS_CALL_STATUS_IN_PROGRESS_TEXT`. A call that has ended always stops the wait.
/// A word that this version does not know is waited for as it is.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_wait_params_add_until(
    params: Option<&mut mycpaas_wait_params>,
    status: *const c_char,
) -> Option<&mycpaas_error> {
    set("params", params, |own| {
        let status = text("until", status)?;
        own.change(|request| request.until(status.into()));
        Ok(())
    })
}

/// Sets the longest time to wait, in milliseconds: from 1 to a day. By default ten minutes.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_wait_params_set_deadline_ms(
    params: Option<&mut mycpaas_wait_params>,
    milliseconds: u64,
) -> Option<&mycpaas_error> {
    set("params", params, |own| {
        own.change(|request| request.deadline(Duration::from_millis(milliseconds)));
        Ok(())
    })
}

/// Frees parameters. `NULL` is fine.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_wait_params_free(params: Option<Box<mycpaas_wait_params>>) {
    drop(params);
}
