//! # Writing LaML

use std::ffi::{CString, c_char};
use std::mem::MaybeUninit;
use std::ptr;
use std::sync::LazyLock;

use mycpaas_bridge::laml::{CONTENT_TYPE, Element};
use mycpaas_bridge::{Failure, Result};

use super::element::mycpaas_laml;
use crate::error::mycpaas_error;
use crate::guard::guard;
use crate::out::OutPointer;
use crate::setter::needed;

/// Returns the media type of LaML, for the header `Content-Type`. It is `MYCPAAS_LAML_CONTENT_TYPE`, and lives for ever.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_laml_content_type() -> *const c_char {
    static TYPE: LazyLock<CString> = LazyLock::new(|| CString::new(CONTENT_TYPE).unwrap_or_default());
    TYPE.as_ptr()
}

/// Writes an element with all that it holds, as a document of its own, without white space in between.
///
/// `xml` gets the text, or `NULL` with an error. It belongs to the document, and is good until any element of it is
/// written again, or the document is freed.
#[must_use]
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_laml_to_xml(
    element: Option<&mycpaas_laml>,
    xml: Option<&mut MaybeUninit<*const c_char>>,
) -> Option<Box<mycpaas_error>> {
    guard(|| write(element, xml, |element| Ok(element.to_xml()?)))
}

/// Does the same with one element a line, for people.
#[must_use]
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_laml_to_xml_pretty(
    element: Option<&mycpaas_laml>,
    xml: Option<&mut MaybeUninit<*const c_char>>,
) -> Option<Box<mycpaas_error>> {
    guard(|| write(element, xml, |element| Ok(element.to_xml_pretty()?)))
}

fn write(
    element: Option<&mycpaas_laml>,
    xml: Option<&mut MaybeUninit<*const c_char>>,
    write: impl FnOnce(&Element) -> Result<String>,
) -> Result<()> {
    let xml = OutPointer::new("xml", xml, ptr::null())?;
    let element = needed("element", element)?;
    let written = write(&element.copy()?)?;
    let written = CString::new(written).map_err(|_| Failure::invalid_argument("element", "holds a NUL"))?;
    let mut state = element.document.lock();
    state.written = written;
    xml.put(state.written.as_ptr());
    Ok(())
}
