//! # Parsing LaML
//!
//! A document may be in UTF-8 or UTF-16. What cannot be read is an error of the kind `laml`, with line and column.

use std::ffi::c_char;
use std::mem::MaybeUninit;
use std::ptr;

use mycpaas_bridge::Result;
use mycpaas_bridge::laml::{self, Limits};

use super::document::Document;
use super::element::{Kind, mycpaas_laml};
use crate::error::mycpaas_error;
use crate::guard::guard;
use crate::out::OutPointer;
use crate::text::{bytes, text};

/// Parses a document of `length` bytes, whose root may have any name.
///
/// `root` gets its root, or `NULL` with an error. Free it with `mycpaas_laml_free()`.
#[must_use]
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_laml_parse(
    xml: *const c_char,
    length: usize,
    root: Option<&mut MaybeUninit<*mut mycpaas_laml>>,
) -> Option<Box<mycpaas_error>> {
    guard(|| parse(root, || Ok(None), xml, length, Limits::default()))
}

/// Parses a document of a kind, `voice` or `messaging`. One with another root is an error of the kind `laml`.
///
/// `root` gets its root, or `NULL` with an error. Free it with `mycpaas_laml_free()`.
#[must_use]
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_laml_parse_document(
    kind: *const c_char,
    xml: *const c_char,
    length: usize,
    root: Option<&mut MaybeUninit<*mut mycpaas_laml>>,
) -> Option<Box<mycpaas_error>> {
    guard(|| parse(root, || text("kind", kind).map(Some), xml, length, Limits::default()))
}

/// Parses a document within other limits; where one is 0 it is as for the functions above.
///
/// `root` gets its root, or `NULL` with an error. Free it with `mycpaas_laml_free()`.
///
/// `kind` may be `NULL` for any. `max_size` is how many bytes there may be (by default 1048576), `max_depth` how many levels
/// of elements (100), and `max_nodes` how many elements, attributes, texts and comments in all (50000).
#[must_use]
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_laml_parse_with_limits(
    kind: *const c_char,
    xml: *const c_char,
    length: usize,
    max_size: usize,
    max_depth: usize,
    max_nodes: usize,
    root: Option<&mut MaybeUninit<*mut mycpaas_laml>>,
) -> Option<Box<mycpaas_error>> {
    let given = |limit: usize| Some(limit).filter(|limit| *limit > 0);
    let limits = Limits { size: given(max_size), depth: given(max_depth), nodes: given(max_nodes) };
    let any = kind.is_null();
    guard(|| parse(root, || if any { Ok(None) } else { text("kind", kind).map(Some) }, xml, length, limits))
}

fn parse<'a>(
    root: Option<&mut MaybeUninit<*mut mycpaas_laml>>,
    kind: impl FnOnce() -> Result<Option<&'a str>>,
    xml: *const c_char,
    length: usize,
    limits: Limits,
) -> Result<()> {
    let root = OutPointer::new("root", root, ptr::null_mut())?;
    let kind = kind()?.map(Kind::named).transpose()?;
    let document = bytes("xml", xml.cast(), length)?;
    let element = laml::parse(document, limits, kind.map(|(root, _)| root))?;
    let kind = kind.map_or_else(|| Kind::any(element.name()), |(_, kind)| kind);
    root.put(Document::start(element, kind, Ok(())));
    Ok(())
}
