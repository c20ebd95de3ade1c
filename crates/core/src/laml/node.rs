//! What an element holds, and where it stood.

use std::borrow::Cow;
use std::fmt;

use super::element::{Element, Text};

/// What an element holds.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Node {
    /// An element.
    Element(Element),
    /// Text, not escaped.
    Text(Characters),
    /// A comment.
    Comment(Characters),
}

/// One attribute of an element.
#[derive(Clone, Debug)]
pub struct Attribute {
    pub(crate) name: Text,
    pub(crate) value: Text,
    pub(crate) position: Option<Position>,
}

/// The characters of a text or of a comment, not escaped.
#[derive(Clone)]
pub struct Characters {
    pub(crate) value: Text,
    pub(crate) position: Option<Position>,
}

/// Where a node stands in the text that it was parsed from, counted from 1; columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line.
    pub line: u32,
    /// The column.
    pub column: u32,
}

impl Node {
    /// Makes a text.
    pub fn text(text: impl Into<Cow<'static, str>>) -> Self {
        Self::Text(Characters::new(text))
    }

    /// Makes a comment. One that holds `--` or ends with `-` cannot be written.
    pub fn comment(comment: impl Into<Cow<'static, str>>) -> Self {
        Self::Comment(Characters::new(comment))
    }

    /// Returns the element, if it is one.
    pub fn as_element(&self) -> Option<&Element> {
        match self {
            Self::Element(element) => Some(element),
            _ => None,
        }
    }

    /// Returns the text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text.as_str()),
            _ => None,
        }
    }

    /// Returns where it begins, if it was parsed.
    pub fn position(&self) -> Option<Position> {
        match self {
            Self::Element(element) => element.position(),
            Self::Text(characters) | Self::Comment(characters) => characters.position,
        }
    }
}

impl From<Element> for Node {
    fn from(element: Element) -> Self {
        Self::Element(element)
    }
}

impl From<&'static str> for Node {
    fn from(text: &'static str) -> Self {
        Self::text(text)
    }
}

impl From<String> for Node {
    fn from(text: String) -> Self {
        Self::text(text)
    }
}

impl From<Cow<'static, str>> for Node {
    fn from(text: Cow<'static, str>) -> Self {
        Self::text(text)
    }
}

impl Attribute {
    /// Returns the name, with its prefix if it has one.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the value, not escaped.
    pub fn value(&self) -> &str {
        &self.value
    }

    /// Returns where its name begins, if it was parsed.
    pub fn position(&self) -> Option<Position> {
        self.position
    }
}

/// Where an attribute was parsed does not make it another one.
impl PartialEq for Attribute {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.value == other.value
    }
}

impl Eq for Attribute {}

impl Characters {
    pub(crate) fn new(value: impl Into<Text>) -> Self {
        Self { value: value.into(), position: None }
    }

    /// Returns the characters.
    pub fn as_str(&self) -> &str {
        &self.value
    }

    /// Returns where they begin, if they were parsed.
    pub fn position(&self) -> Option<Position> {
        self.position
    }
}

/// Where characters were parsed does not make them others.
impl PartialEq for Characters {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl Eq for Characters {}

impl fmt::Debug for Characters {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.value, formatter)
    }
}

impl fmt::Display for Characters {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.value)
    }
}

/// The beginning.
impl Default for Position {
    fn default() -> Self {
        Self { line: 1, column: 1 }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "line {}, column {}", self.line, self.column)
    }
}
