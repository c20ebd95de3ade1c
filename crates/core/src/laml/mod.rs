//! LaML, the markup that says what happens in a call.

mod characters;
mod deep;
mod element;
mod encoding;
mod escape;
mod namespaces;
mod node;
mod parser;
mod rules;
mod writer;

pub use element::Element;
pub use node::{Attribute, Characters, Node, Position};
pub use parser::ParseLimits;
pub use writer::Style;
