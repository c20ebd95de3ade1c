//! The tree of a LaML document.

use std::borrow::Cow;

/// Text of a document: borrowed where it is part of the program, owned where it is not.
pub(crate) type Text = Cow<'static, str>;

/// An element with its attributes and what it holds, both in the order in which they were given.
#[derive(Clone, Debug)]
pub struct Element {
    pub(crate) name: Text,
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) children: Vec<Node>,
    pub(crate) position: Option<Position>,
}

/// One attribute of an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    pub(crate) name: Text,
    pub(crate) value: Text,
}

/// What an element holds.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Node {
    /// An element.
    Element(Element),
    /// Text, not escaped.
    Text(Text),
    /// A comment.
    Comment(Text),
}

/// Where a node stands in the text that it was parsed from, counted from 1; columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The line.
    pub line: u32,
    /// The column.
    pub column: u32,
}

impl Element {
    /// Creates an element without attributes and content. The name is checked when it is written.
    pub fn new(name: impl Into<Cow<'static, str>>) -> Self {
        Self { name: name.into(), attributes: Vec::new(), children: Vec::new(), position: None }
    }

    /// Sets an attribute. One that is there already keeps its place and gets the new value.
    pub fn set_attribute(&mut self, name: impl Into<Cow<'static, str>>, value: impl Into<Cow<'static, str>>) {
        let (name, value) = (name.into(), value.into());
        match self.attributes.iter_mut().find(|attribute| attribute.name == name) {
            Some(attribute) => attribute.value = value,
            None => self.attributes.push(Attribute { name, value }),
        }
    }

    /// Adds an element, text or a comment after what is there.
    pub fn push(&mut self, node: impl Into<Node>) {
        self.children.push(node.into());
    }
}

impl From<Element> for Node {
    fn from(element: Element) -> Self {
        Self::Element(element)
    }
}

/// Where an element was parsed does not make it another one.
impl PartialEq for Element {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.attributes == other.attributes && self.children == other.children
    }
}

impl Eq for Element {}
