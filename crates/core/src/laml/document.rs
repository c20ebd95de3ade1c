//! The roots: whole documents.

use std::fmt;

use super::element::Element;
use super::generated::{MessagingResponse, VoiceResponse};
use super::parser::ParseLimits;
use super::verb::Verb;
use super::writer::Style;
use crate::Error;

/// The content type of a LaML document, for the answer of a web application.
pub const CONTENT_TYPE: &str = "application/xml";

/// Gives a root what a whole document can do.
macro_rules! document {
    ($name:ident) => {
        impl $name {
            /// Parses a document whose root is `<Response>`, within the default limits.
            ///
            /// Neither the verbs nor their attributes are checked. See [`Element::parse`] for what is read.
            pub fn parse(document: impl AsRef<[u8]>) -> Result<Self, Error> {
                Self::parse_with(document, ParseLimits::new())
            }

            /// Parses a document whose root is `<Response>`. See [`parse`](Self::parse).
            pub fn parse_with(document: impl AsRef<[u8]>, limits: ParseLimits) -> Result<Self, Error> {
                Self::from_element(Element::parse_with(document, limits)?).map_err(|other| wrong_root(&other))
            }

            /// Writes the document without white space of its own. See [`Element::write_to`] for what is refused.
            pub fn to_xml(&self) -> Result<String, Error> {
                self.element().to_xml()
            }

            /// Writes the document with one element a line, for people. See [`Style::Pretty`].
            pub fn to_xml_pretty(&self) -> Result<String, Error> {
                self.element().to_xml_pretty()
            }

            /// Appends the document to a buffer. See [`Element::write_to`].
            pub fn write_to(&self, buffer: &mut String, style: Style) -> Result<(), Error> {
                self.element().write_to(buffer, style)
            }
        }

        /// Writes the document: without white space of its own, or with one element a line for `{:#}`.
        ///
        /// It fails on what cannot be written, and then `to_string` and `format!` panic. Where text comes from
        /// outside, [`to_xml`](Self::to_xml) returns an error that says what is wrong.
        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                display(self.element(), formatter)
            }
        }

        impl std::str::FromStr for $name {
            type Err = Error;

            fn from_str(document: &str) -> Result<Self, Error> {
                Self::parse(document)
            }
        }
    };
}

document!(VoiceResponse);
document!(MessagingResponse);

fn display(root: &Element, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    let document = if formatter.alternate() { root.to_xml_pretty() } else { root.to_xml() };
    formatter.write_str(&document.map_err(|_| fmt::Error)?)
}

fn wrong_root(root: &Element) -> Error {
    let problem = format!("the root is <{}>, not <Response>", root.name);
    Error::unreadable_laml(root.position.unwrap_or_default(), problem).in_element(&root.name)
}
