//! LaML, the markup that says what happens in a call.

mod deep;
mod element;
mod node;
mod rules;

pub use element::Element;
pub use node::{Attribute, Characters, Node, Position};
