//! # Attributes of a LaML element
//!
//! An attribute is set by its name in the document, such as `numDigits`. One that is there keeps its place and gets the new
//! value. Any name will do; a value that cannot be that of a known attribute is an error, such as a negative number. The
//! functions return `NULL`, or an error that the document keeps.

use std::borrow::Cow;
use std::ffi::c_char;

use mycpaas_bridge::laml::{Shape, Value, free_text};
use mycpaas_bridge::{Failure, Result};

use super::content::about;
use super::document::{State, change};
use super::element::mycpaas_laml;
use crate::error::mycpaas_error;
use crate::text::{text, text_n, texts};

/// A value, and how an error shows it.
type Given = (Value, String);

fn put(
    element: Option<&mut mycpaas_laml>,
    name: *const c_char,
    value: impl FnOnce() -> Result<Given>,
) -> *const mycpaas_error {
    change("element", element, |state, number| {
        let name = text("name", name).map_err(|failure| about(state, number, failure))?;
        let written = value().and_then(|value| written(state.tree.shape(number), name, value));
        let written = written.map_err(|failure| at(state, number, name, failure))?;
        if let Some(own) = state.tree.own_mut(number) {
            own.set_attribute(name.to_owned(), written);
        }
        Ok(())
    })
}

fn written(shape: Option<&Shape>, name: &str, (value, shown): Given) -> Result<Cow<'static, str>> {
    match shape.and_then(|shape| shape.attribute(name)) {
        Some(known) => known.text(value).ok_or_else(|| known.refuse(shape, &shown)),
        None => free_text(value).ok_or_else(|| {
            let problem =
                format!("{shown} is given; it is no list that this library knows, so text is allowed");
            Failure::invalid_argument(name, problem)
        }),
    }
}

/// Names the element and the attribute.
fn at(state: &State, number: usize, name: &str, failure: Box<Failure>) -> Box<Failure> {
    let mut failure = about(state, number, failure);
    failure.attribute = Some(name.to_owned());
    failure
}

fn plain(value: Result<&str>) -> Result<Given> {
    value.map(|value| (Value::Text(value.to_owned()), String::new()))
}

/// Sets an attribute to a text. Every attribute takes one.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_laml_set(
    element: Option<&mut mycpaas_laml>,
    name: *const c_char,
    value: *const c_char,
) -> *const mycpaas_error {
    put(element, name, || plain(text("value", value)))
}

/// Does the same with a text of `length` bytes.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_laml_set_n(
    element: Option<&mut mycpaas_laml>,
    name: *const c_char,
    value: *const c_char,
    length: usize,
) -> *const mycpaas_error {
    put(element, name, || plain(text_n("value", value, length)))
}

/// Sets an attribute to a number. Those of the specification are from 0 to 4294967295.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_laml_set_integer(
    element: Option<&mut mycpaas_laml>,
    name: *const c_char,
    value: i64,
) -> *const mycpaas_error {
    put(element, name, || Ok((Value::Integer(value), value.to_string())))
}

/// Sets an attribute to `true` or `false`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_laml_set_flag(
    element: Option<&mut mycpaas_laml>,
    name: *const c_char,
    value: bool,
) -> *const mycpaas_error {
    put(element, name, || Ok((Value::Flag(value), value.to_string())))
}

/// Sets an attribute that the specification knows as a list, and joins its `count` items as it is to be written.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_laml_set_list(
    element: Option<&mut mycpaas_laml>,
    name: *const c_char,
    items: *const *const c_char,
    count: usize,
) -> *const mycpaas_error {
    put(element, name, || {
        let items = texts("items", items, count)?;
        let shown = format!("a list of {count}");
        Ok((Value::List(items.into_iter().map(Value::Text).collect()), shown))
    })
}

/// Removes an attribute. It is fine if it is not there.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_laml_remove(
    element: Option<&mut mycpaas_laml>,
    name: *const c_char,
) -> *const mycpaas_error {
    change("element", element, |state, number| {
        let name = text("name", name).map_err(|failure| about(state, number, failure))?;
        state.tree.own_mut(number).map(|own| own.remove_attribute(name));
        Ok(())
    })
}
