//! LaML, the markup that says what happens in a call.

mod characters;
mod deep;
mod document;
mod element;
mod encoding;
mod escape;
mod generated;
mod namespaces;
mod node;
mod parser;
mod rules;
mod scan;
mod schema;
mod verb;
mod writer;

pub use document::CONTENT_TYPE;
pub use element::Element;
pub use generated::*;
pub use node::{Attribute, Characters, Node, Position};
pub use parser::ParseLimits;
pub use rules::Channel;
pub use schema::{CheckOptions, Finding, Rule, Service, Severity, Usage, check_document};
pub use verb::{Holds, Verb};
pub use writer::Style;
