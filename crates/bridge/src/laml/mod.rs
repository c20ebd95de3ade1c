//! LaML by name: one tree for every language, with handles into it.

mod check;
mod generated;
mod handle;
mod path;
mod read;
mod root;
mod shape;
mod value;

pub use check::{CheckSettings, channel};
pub use generated::SHAPES;
pub use handle::Handle;
pub use mycpaas::laml::{Attribute, CONTENT_TYPE, Channel, Element, Finding, Node, Severity, check_document};
pub use read::{Limits, parse, parse_fragment};
pub use shape::{AttributeShape, Shape, ValueKind, shape_of};
pub use value::{Value, free_text};
