//! LaML, the markup that says what happens in a call.

mod element;
mod generated;
mod rules;

pub use element::{Attribute, Element, Node, Position};
