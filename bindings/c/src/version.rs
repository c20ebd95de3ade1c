//! # Version

use std::ffi::c_char;

/// The version, with the NUL that ends a text in C.
const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), "\0");

/// Returns the version of the library that the program runs with, such as `0.1.0`.
///
/// `MYCPAAS_VERSION` is that of the header which it was compiled with.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_version() -> *const c_char {
    VERSION.as_ptr().cast()
}

/// Returns that version as a number: the major one times 10000, the minor one times 100, and the patch.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_version_number() -> u32 {
    let mut parts = VERSION.trim_end_matches('\0').split('.').map(|part| part.parse().unwrap_or(0));
    parts.by_ref().take(3).fold(0, |number, part: u32| number * 100 + part)
}
