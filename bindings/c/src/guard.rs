//! Keeps panics on this side of the boundary.

use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};
use std::sync::Once;

use mycpaas_bridge::{Failure, Result};

use crate::error::mycpaas_error;

/// Lets panics of this library be told by errors alone: a library writes nothing where its program does.
pub(crate) fn silence() {
    static SILENT: Once = Once::new();
    SILENT.call_once(|| set_hook(Box::new(|_| {})));
}

/// Runs what a function does. A failure becomes the error that C gets, and so does a panic.
pub(crate) fn guard(work: impl FnOnce() -> Result<()>) -> Option<Box<mycpaas_error>> {
    outcome(work).err().map(mycpaas_error::new)
}

/// Runs what cannot fail. After a panic C gets what stands for nothing.
pub(crate) fn guard_or<T>(nothing: T, work: impl FnOnce() -> T) -> T {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or(nothing)
}

/// Runs what may fail, and makes a panic a failure like others.
pub(crate) fn outcome<T>(work: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| Err(Failure::panicked(&*panic)))
}

#[cfg(test)]
mod tests {
    use std::ptr;

    use mycpaas_bridge::ErrorKind;

    use super::{guard, guard_or};
    use crate::enums::mycpaas_error_kind;
    use crate::error::mycpaas_error_kind as kind;

    #[test]
    fn a_panic_is_an_error_of_its_own_kind() {
        let error = guard(|| panic!("at the disco"));
        assert_eq!(kind(error.as_deref()) as i32, ErrorKind::Panic.code());
        assert_eq!(kind(error.as_deref()) as i32, mycpaas_error_kind::Panic as i32);
    }

    #[test]
    fn a_getter_that_panics_has_nothing_to_say() {
        assert!(guard_or(ptr::null::<u8>(), || panic!("at the disco")).is_null());
    }
}
