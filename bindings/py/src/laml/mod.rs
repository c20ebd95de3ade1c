//! LaML: the tree behind the classes of `mycpaas.laml`.
//!
//! The methods of those classes are written from the specification, in Python. Each that adds an element is one call in
//! here, which makes an object of the native class that has these methods.

mod build;
mod checking;
mod classes;
mod comment;
mod copying;
mod element;
mod finding;
mod generated;
mod nodes;
mod reading;
mod values;

pub(crate) use checking::check_document;
pub(crate) use classes::{Place, laml_class};
pub(crate) use comment::Comment;
pub(crate) use element::Element;
pub(crate) use finding::Finding;
pub(crate) use reading::laml_restore;
