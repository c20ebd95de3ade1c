//! What stands in an element, as Python's objects.

use mycpaas_bridge::laml::{Handle, Node, Shape};
use pyo3::prelude::*;
use pyo3::types::{PyList, PyString};

use super::classes::make_child;
use super::comment::Comment;
use crate::errors::raise;

/// A node without what it holds.
pub(super) enum Child {
    Element { place: usize, tag: String },
    Text(String),
    Comment(String),
}

/// Returns what stands directly inside.
pub(super) fn children(py: Python<'_>, handle: &Handle) -> PyResult<Vec<Child>> {
    let read = handle.read(|element| element.children().iter().enumerate().filter_map(child).collect());
    read.map_err(|failure| raise(py, failure))
}

fn child((place, node): (usize, &Node)) -> Option<Child> {
    match node {
        Node::Element(element) => Some(Child::Element { place, tag: element.name().to_owned() }),
        Node::Text(text) => Some(Child::Text(text.as_str().to_owned())),
        Node::Comment(comment) => Some(Child::Comment(comment.as_str().to_owned())),
        _ => None,
    }
}

/// Makes a list of some of the children of an element.
pub(super) fn list<'py>(
    py: Python<'py>,
    handle: &Handle,
    shape: Option<&Shape>,
    only_elements: bool,
) -> PyResult<Bound<'py, PyList>> {
    let list = PyList::empty(py);
    for child in children(py, handle)? {
        match child {
            Child::Element { place, tag } => {
                list.append(make_child(py, shape, &tag, handle.child(place))?)?;
            }
            Child::Text(text) if !only_elements => list.append(PyString::new(py, &text))?,
            Child::Comment(text) if !only_elements => list.append(Comment { text })?,
            _ => {}
        }
    }
    Ok(list)
}
