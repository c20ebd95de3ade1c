//! LaML, the markup that says what happens in a call.
//!
//! Every element has a type with a documented setter for each of its attributes. A child that may not stand
//! somewhere does not compile, and what XML cannot hold is an error, never output:
//!
//! ```
//! use mycpaas::laml::{Gather, Hangup, Say, VoiceResponse};
//!
//! let menu = VoiceResponse::new()
//!     .add(Gather::new().num_digits(1).action("/menu").add(Say::new("Drücken Sie die Eins.").language("de-DE")))
//!     .add(Hangup::new());
//! assert!(menu.to_xml()?.ends_with("</Gather><Hangup/></Response>"));
//! # Ok::<(), mycpaas::Error>(())
//! ```
//!
//! What the table of elements lacks goes in through `attribute` and `raw`. A document of somebody else is read
//! with [`VoiceResponse::parse`] or [`Element::parse`], and [`check_document`] says what is wrong with it:
//!
//! ```
//! use mycpaas::laml::{CheckOptions, Rule, check_document};
//!
//! let findings = check_document("<Response><Say>Hi.</Say><Hangup/><Say>Bye.</Say></Response>", &CheckOptions::new());
//! assert_eq!(findings[0].rule, Rule::Unreachable);
//! ```

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
