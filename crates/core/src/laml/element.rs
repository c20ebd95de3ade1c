//! The tree of a LaML document.

use std::borrow::Cow;
use std::mem;

use super::node::{Attribute, Characters, Node, Position};

/// Text of a document: borrowed where it is part of the program, owned where it is not.
pub(crate) type Text = Cow<'static, str>;

/// An element with its attributes and what it holds, both in the order in which they were given.
///
/// It is open to every name: a typed verb is an element that knows its attributes. Names and characters are
/// checked when it is written.
///
/// ```
/// use mycpaas::laml::Element;
///
/// let say = Element::new("Say").attribute("voice", "alice").child("Good morning");
/// assert_eq!(say.attribute_value("voice"), Some("alice"));
/// assert_eq!(say.text(), "Good morning");
/// ```
///
/// Two texts never stand side by side in an element, and no text is empty: what is written and parsed again is
/// therefore equal to what it was. Two elements are equal when names, attributes (in their order) and content are,
/// wherever they were parsed.
pub struct Element {
    pub(crate) name: Text,
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) children: Vec<Node>,
    pub(crate) position: Option<Position>,
}

impl Element {
    /// Creates an element without attributes and content. The name is checked when it is written.
    #[inline]
    pub fn new(name: impl Into<Cow<'static, str>>) -> Self {
        Self { name: name.into(), attributes: Vec::new(), children: Vec::new(), position: None }
    }

    /// Sets an attribute and returns the element. See [`set_attribute`](Self::set_attribute).
    #[inline]
    pub fn attribute(
        mut self,
        name: impl Into<Cow<'static, str>>,
        value: impl Into<Cow<'static, str>>,
    ) -> Self {
        self.set_attribute(name, value);
        self
    }

    /// Adds an element, text or a comment and returns the element. See [`push`](Self::push).
    #[inline]
    pub fn child(mut self, node: impl Into<Node>) -> Self {
        self.push(node);
        self
    }

    /// Sets an attribute. One that is there already keeps its place and gets the new value.
    #[inline]
    pub fn set_attribute(&mut self, name: impl Into<Cow<'static, str>>, value: impl Into<Cow<'static, str>>) {
        let (name, value) = (name.into(), value.into());
        match self.attributes.iter_mut().find(|attribute| attribute.name == name) {
            Some(attribute) => attribute.value = value,
            None => self.attributes.push(Attribute { name, value, position: None }),
        }
    }

    /// Removes an attribute. Says whether it was there.
    pub fn remove_attribute(&mut self, name: &str) -> bool {
        let before = self.attributes.len();
        self.attributes.retain(|attribute| attribute.name != name);
        self.attributes.len() < before
    }

    /// Adds an element, text or a comment after what is there.
    ///
    /// Text that follows text continues it, and empty text is left out. Line ends in a comment become line feeds,
    /// because a comment can hold no others.
    #[inline]
    pub fn push(&mut self, node: impl Into<Node>) {
        match node.into() {
            Node::Text(text) => self.push_text(text),
            Node::Comment(comment) => self.children.push(Node::Comment(unix_lines(comment))),
            element @ Node::Element(_) => self.children.push(element),
        }
    }

    pub(crate) fn push_text(&mut self, text: Characters) {
        if text.value.is_empty() {
            return;
        }
        match self.children.last_mut() {
            Some(Node::Text(last)) => last.value.to_mut().push_str(&text.value),
            _ => self.children.push(Node::Text(text)),
        }
    }

    /// Returns the name, with its prefix if it has one.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the attributes in their order.
    pub fn attributes(&self) -> &[Attribute] {
        &self.attributes
    }

    /// Returns the value of an attribute. Case matters.
    pub fn attribute_value(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|attribute| attribute.name == name).map(Attribute::value)
    }

    /// Returns what stands directly inside, in its order.
    pub fn children(&self) -> &[Node] {
        &self.children
    }

    /// Returns the element at a place among the [`children`](Self::children), to change it. Nothing if no element is there.
    pub fn child_mut(&mut self, place: usize) -> Option<&mut Self> {
        match self.children.get_mut(place) {
            Some(Node::Element(element)) => Some(element),
            _ => None,
        }
    }

    /// Takes out all that stands directly inside.
    pub fn take_children(&mut self) -> Vec<Node> {
        mem::take(&mut self.children)
    }

    /// Forgets where it and all that it holds was parsed, for a piece that becomes part of another document.
    pub fn clear_positions(&mut self) {
        let mut rest = vec![self];
        while let Some(element) = rest.pop() {
            element.position = None;
            element.attributes.iter_mut().for_each(|attribute| attribute.position = None);
            for node in &mut element.children {
                match node {
                    Node::Element(child) => rest.push(child),
                    Node::Text(characters) | Node::Comment(characters) => characters.position = None,
                }
            }
        }
    }

    /// Returns the elements that stand directly inside, in their order.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(Node::as_element)
    }

    /// Returns the first element of that name that stands directly inside. Case matters.
    pub fn find(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| element.name == name)
    }

    /// Returns the text that stands directly inside, without that of elements and comments.
    pub fn text(&self) -> Cow<'_, str> {
        let mut texts = self.children.iter().filter_map(Node::as_text);
        let first = texts.next().unwrap_or_default();
        texts.fold(Cow::Borrowed(first), |all, next| all + next)
    }

    /// Returns where it begins, if it was parsed.
    pub fn position(&self) -> Option<Position> {
        self.position
    }
}

/// XML reads every line end as a line feed, and has no way to write another one in a comment.
fn unix_lines(mut comment: Characters) -> Characters {
    if comment.value.contains('\r') {
        comment.value = Cow::Owned(comment.value.replace("\r\n", "\n").replace('\r', "\n"));
    }
    comment
}
