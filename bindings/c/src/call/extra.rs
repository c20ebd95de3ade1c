//! What is known of a call beside the fields that have names here.

use std::ffi::c_char;
use std::mem::MaybeUninit;
use std::ptr;

use super::mycpaas_call;
use crate::error::mycpaas_error;
use crate::guard::{guard, guard_or};
use crate::metadata::mycpaas_metadata;
use crate::named::Named;
use crate::out::Out;
use crate::setter::needed;
use crate::text::text;

/// Returns the path of a resource below the call, such as `recordings`, or `NULL` if there is none of that name.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_call_subresource_uri(
    call: Option<&mycpaas_call>,
    name: *const c_char,
) -> *const c_char {
    find(call, name, mycpaas_call::subresource_uris)
}

/// Returns how many resources below the call are named. 0 for `NULL`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_call_subresource_count(call: Option<&mycpaas_call>) -> usize {
    guard_or(0, || call.map_or(0, |call| call.subresource_uris().len()))
}

/// Returns the name of one of them, or `NULL` where there is no more.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_call_subresource_name(call: Option<&mycpaas_call>, index: usize) -> *const c_char {
    guard_or(ptr::null(), || call.map_or(ptr::null(), |call| call.subresource_uris().name(index)))
}

/// Returns a field that has no function here, under the API's name for it, or `NULL` if there is none.
///
/// A string is returned as it is, everything else as JSON. A field that is known but came with an unexpected type is here,
/// too.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_call_extra(call: Option<&mycpaas_call>, name: *const c_char) -> *const c_char {
    find(call, name, mycpaas_call::extra)
}

/// Returns how many such fields there are. 0 for `NULL`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_call_extra_count(call: Option<&mycpaas_call>) -> usize {
    guard_or(0, || call.map_or(0, |call| call.extra().len()))
}

/// Returns the name of one of them, or `NULL` where there is no more.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_call_extra_name(call: Option<&mycpaas_call>, index: usize) -> *const c_char {
    guard_or(ptr::null(), || call.map_or(ptr::null(), |call| call.extra().name(index)))
}

/// Returns everything that the API said of the call, as JSON under the API's names. `NULL` for `NULL`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_call_json(call: Option<&mycpaas_call>) -> *const c_char {
    guard_or(ptr::null(), || call.map_or(ptr::null(), |call| call.json().get(0)))
}

/// Returns how the answer came. It belongs to the call, and is `NULL` for a call of a list, whose page has it.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_call_metadata(call: Option<&mycpaas_call>) -> Option<&mycpaas_metadata> {
    call.and_then(|call| call.metadata.as_ref())
}

/// Copies a call, such as one of a list that is to outlive it.
///
/// `copy` gets it, or `NULL` with an error. Free it with `mycpaas_call_free()`.
#[must_use]
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_call_copy(
    call: Option<&mycpaas_call>,
    copy: Option<&mut MaybeUninit<Option<Box<mycpaas_call>>>>,
) -> Option<Box<mycpaas_error>> {
    guard(|| {
        let out = Out::new("copy", copy)?;
        let call = needed("call", call)?;
        let mut copy = mycpaas_call::new(call.call.clone(), None);
        copy.metadata = call.metadata.as_ref().map(mycpaas_metadata::copy);
        out.put(copy);
        Ok(())
    })
}

/// Frees a call that a function returned. `NULL` is fine.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_call_free(call: Option<Box<mycpaas_call>>) {
    drop(call);
}

fn find(
    call: Option<&mycpaas_call>,
    name: *const c_char,
    named: impl FnOnce(&mycpaas_call) -> &Named,
) -> *const c_char {
    guard_or(ptr::null(), || match (call, text("name", name)) {
        (Some(call), Ok(name)) => named(call).find(|known| known == name),
        _ => ptr::null(),
    })
}
