//! # Looking at LaML
//!
//! Texts that are returned are good until the document is freed, whatever becomes of the element. One that holds a NUL,
//! which XML does not allow, ends there.

use std::borrow::Cow;
use std::ffi::c_char;
use std::ptr;

use mycpaas_bridge::laml::{Attribute, Element, Node};

use super::document::{look, look_up};
use super::element::mycpaas_laml;
use super::tree::Tree;
use crate::guard::guard_or;
use crate::text::text;

fn own_text(
    element: Option<&mycpaas_laml>,
    find: impl for<'a> FnOnce(&'a Element) -> Option<&'a str>,
) -> *const c_char {
    look_up(element, |tree, number| tree.own(number).and_then(find).map(Cow::Borrowed))
}

/// Returns the name, such as `Gather`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_laml_name(element: Option<&mycpaas_laml>) -> *const c_char {
    own_text(element, |own| Some(own.name()))
}

/// Returns the text that stands directly inside, without that of elements and comments. Empty if there is none.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_laml_text(element: Option<&mycpaas_laml>) -> *const c_char {
    look_up(element, |tree, number| tree.own(number).map(Element::text))
}

/// Returns the value of an attribute by its name in the document, or `NULL` if it is not there.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_laml_attribute(
    element: Option<&mycpaas_laml>,
    name: *const c_char,
) -> *const c_char {
    own_text(element, |own| own.attribute_value(text("name", name).ok()?))
}

/// Returns how many attributes there are. 0 for `NULL`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_laml_attribute_count(element: Option<&mycpaas_laml>) -> usize {
    look(element, |tree, number| tree.own(number).map(|own| own.attributes().len())).unwrap_or(0)
}

/// Returns the name of an attribute, counted from 0, or `NULL` where there is no more.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_laml_attribute_name(element: Option<&mycpaas_laml>, index: usize) -> *const c_char {
    own_text(element, |own| own.attributes().get(index).map(Attribute::name))
}

/// Returns the value of an attribute, counted from 0, or `NULL` where there is no more.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_laml_attribute_value(
    element: Option<&mycpaas_laml>,
    index: usize,
) -> *const c_char {
    own_text(element, |own| own.attributes().get(index).map(Attribute::value))
}

/// Returns how many elements, texts and comments stand directly inside. 0 for `NULL`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_laml_child_count(element: Option<&mycpaas_laml>) -> usize {
    look(element, |tree, number| tree.own(number).map(|own| own.children().len())).unwrap_or(0)
}

/// Returns the element at a place among what stands inside, counted from 0. `NULL` where there is text, a comment, or no
/// more.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_laml_child(element: Option<&mycpaas_laml>, index: usize) -> *mut mycpaas_laml {
    element_at(element, |tree, number| tree.child(number, index))
}

/// Returns the text at that place. `NULL` where there is an element, a comment, or no more.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_laml_child_text(element: Option<&mycpaas_laml>, index: usize) -> *const c_char {
    own_text(element, |own| own.children().get(index)?.as_text())
}

/// Returns the comment at that place. `NULL` where there is an element, text, or no more.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_laml_child_comment(element: Option<&mycpaas_laml>, index: usize) -> *const c_char {
    own_text(element, |own| match own.children().get(index)? {
        Node::Comment(comment) => Some(comment.as_str()),
        _ => None,
    })
}

/// Returns the first element of that name that stands directly inside, or `NULL` if there is none.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_laml_find(element: Option<&mycpaas_laml>, tag: *const c_char) -> *mut mycpaas_laml {
    element_at(element, |tree, number| {
        let tag = text("tag", tag).ok()?;
        tree.elements(number).find(|inside| tree.own(*inside).is_some_and(|own| own.name() == tag))
    })
}

/// Says whether two elements are equal in name, attributes, their order, and content. False if one is `NULL`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_laml_equals(element: Option<&mycpaas_laml>, other: Option<&mycpaas_laml>) -> bool {
    let copy = |element| look(element, |tree, number| Some(tree.copy(number)));
    let copies = copy(element).zip(copy(other));
    copies.is_some_and(|(element, other)| guard_or(false, || element == other))
}

fn element_at(
    element: Option<&mycpaas_laml>,
    find: impl FnOnce(&Tree, usize) -> Option<usize>,
) -> *mut mycpaas_laml {
    let Some(element) = element else { return ptr::null_mut() };
    guard_or(ptr::null_mut(), || {
        let mut state = element.document.lock();
        let found = find(&state.tree, element.number);
        found.map_or(ptr::null_mut(), |found| state.element(&element.document, found))
    })
}
