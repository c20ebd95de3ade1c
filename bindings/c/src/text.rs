//! Texts and bytes that C passes.
//!
//! C promises that a text ends with a NUL and that an array is as long as it says. Nothing here can check that, so the
//! functions below are as safe as their callers in C.

use std::ffi::{CStr, c_char, c_void};
use std::fmt;
use std::slice;
use std::str::Utf8Error;

use mycpaas_bridge::{Failure, Result};

/// Reads a text that ends with a NUL.
pub(crate) fn text<'a>(name: &str, text: *const c_char) -> Result<&'a str> {
    str::from_utf8(raw(name, text)?).map_err(|error| not_utf8(name, error))
}

/// Reads a text that ends with a NUL, in whatever encoding, such as one that came over the network.
pub(crate) fn raw<'a>(name: &str, text: *const c_char) -> Result<&'a [u8]> {
    if text.is_null() {
        return Err(null(name, "text"));
    }
    // SAFETY: it is not null, and C promises that it ends with a NUL and stays as it is during the call.
    Ok(unsafe { CStr::from_ptr(text) }.to_bytes())
}

/// Reads a text of a given length, in which a NUL is like any other character.
pub(crate) fn text_n<'a>(name: &str, text: *const c_char, length: usize) -> Result<&'a str> {
    let bytes = bytes(name, text.cast(), length)?;
    str::from_utf8(bytes).map_err(|error| not_utf8(name, error))
}

/// Reads bytes. `NULL` stands for none, if it is said that there are none.
pub(crate) fn bytes<'a>(name: &str, bytes: *const c_void, length: usize) -> Result<&'a [u8]> {
    items(name, bytes.cast(), length)
}

/// Reads several texts.
pub(crate) fn texts(name: &str, texts: *const *const c_char, count: usize) -> Result<Vec<String>> {
    items(name, texts, count)?.iter().map(|one| Ok(text(name, *one)?.to_owned())).collect()
}

fn items<'a, T>(name: &str, items: *const T, count: usize) -> Result<&'a [T]> {
    if count == 0 {
        return Ok(&[]);
    }
    if items.is_null() {
        return Err(null(name, format_args!("an array of {count}")));
    }
    if count > isize::MAX as usize / size_of::<T>() {
        let problem = format_args!("{count} items are given; so many fit into no memory");
        return Err(Failure::invalid_argument(name, problem));
    }
    // SAFETY: it is not null, no longer than memory, and C promises so many items that stay as they are.
    Ok(unsafe { slice::from_raw_parts(items, count) })
}

/// An error for `NULL` where there must be something.
pub(crate) fn null(name: &str, allowed: impl fmt::Display) -> Box<Failure> {
    Failure::invalid_argument(name, format_args!("NULL is given; {allowed} is allowed"))
}

/// Shows nothing of the text, which may be a secret.
fn not_utf8(name: &str, error: Utf8Error) -> Box<Failure> {
    let place = error.valid_up_to();
    Failure::invalid_argument(name, format_args!("is not UTF-8 from byte {place} on; UTF-8 is allowed"))
}
