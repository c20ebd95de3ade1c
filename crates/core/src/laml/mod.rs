//! LaML, the markup that says what happens in a call.

mod element;
mod generated;
mod rules;
mod verb;

pub use element::{Attribute, Element, Node, Position};
pub use generated::*;
pub use verb::{Holds, Verb};
