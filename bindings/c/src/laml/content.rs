//! # What stands in a LaML element
//!
//! Everything is added after what is there, and copied. The functions return `NULL`, or an error that the document keeps.

use std::ffi::c_char;

use mycpaas_bridge::laml::{Node, parse_fragment};
use mycpaas_bridge::{Failure, Result};

use super::document::{State, change};
use super::element::mycpaas_laml;
use crate::error::mycpaas_error;
use crate::setter::needed;
use crate::text::{text, text_n};

fn add<'a>(
    element: Option<&mut mycpaas_laml>,
    given: Result<&'a str>,
    nodes: impl FnOnce(&'a str) -> Result<Vec<Node>>,
) -> *const mycpaas_error {
    change("element", element, |state, number| {
        let given = given.map_err(|failure| about(state, number, failure))?;
        state.tree.extend(number, nodes(given)?);
        Ok(())
    })
}

/// Names the element that an argument was for.
pub(super) fn about(state: &State, number: usize, mut failure: Box<Failure>) -> Box<Failure> {
    failure.element = state.tree.own(number).map(|element| element.name().to_owned());
    failure
}

fn add_one(
    element: Option<&mut mycpaas_laml>,
    given: Result<&str>,
    node: impl FnOnce(String) -> Node,
) -> *const mycpaas_error {
    add(element, given, |text| Ok(vec![node(text.to_owned())]))
}

/// Adds text. It is escaped when it is written. Text that follows text continues it.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_laml_add_text(
    element: Option<&mut mycpaas_laml>,
    text: *const c_char,
) -> *const mycpaas_error {
    add_one(element, self::text("text", text), Node::text)
}

/// Does the same with a text of `length` bytes.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_laml_add_text_n(
    element: Option<&mut mycpaas_laml>,
    text: *const c_char,
    length: usize,
) -> *const mycpaas_error {
    add_one(element, text_n("text", text, length), Node::text)
}

/// Adds a comment. One that holds `--`, or ends with `-`, cannot be written.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_laml_add_comment(
    element: Option<&mut mycpaas_laml>,
    comment: *const c_char,
) -> *const mycpaas_error {
    add_one(element, text("comment", comment), Node::comment)
}

/// Adds text and elements that are written as XML already, or a whole document.
///
/// XML that cannot be read is an error of the kind `laml`, with line and column.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_laml_add_raw(
    element: Option<&mut mycpaas_laml>,
    xml: *const c_char,
) -> *const mycpaas_error {
    add(element, text("xml", xml), parse_fragment)
}

/// Does the same with XML of `length` bytes.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_laml_add_raw_n(
    element: Option<&mut mycpaas_laml>,
    xml: *const c_char,
    length: usize,
) -> *const mycpaas_error {
    add(element, text_n("xml", xml, length), parse_fragment)
}

/// Adds a copy of another element with all that it holds. `other` stays as it is, and may be freed at once.
///
/// It may be of any document, this one included.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_laml_append(
    parent: Option<&mut mycpaas_laml>,
    other: Option<&mycpaas_laml>,
) -> *const mycpaas_error {
    let copy = needed("other", other).and_then(mycpaas_laml::copy);
    change("parent", parent, |state, number| {
        let mut element = copy?;
        element.clear_positions();
        state.tree.push(number, element);
        Ok(())
    })
}
