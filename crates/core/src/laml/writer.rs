//! Writes a tree as XML, straight into the buffer of the caller.

use std::slice;

use super::characters::{Name, find_forbidden, forbidden, name};
use super::element::Element;
use super::escape;
use super::namespaces::{Scope, concerns};
use super::node::{Attribute, Node};
use crate::Error;

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
const INDENTATION: &str = "  ";
/// Most documents are shorter.
const CAPACITY: usize = 512;

/// How a document is laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Style {
    /// Without any white space that is not in the tree.
    #[default]
    Compact,
    /// Each element on a line of its own, indented by two blanks a level.
    ///
    /// White space is added only where it means nothing: an element that holds text or SSML (elements whose names
    /// begin with a small letter), or says `xml:space="preserve"`, keeps its whole content as it is.
    Pretty,
}

impl Element {
    /// Appends the document to a buffer: the XML declaration, then this element as the root.
    ///
    /// Text and attributes are escaped. Fails on a name that is not an XML name, on a prefix that is not declared,
    /// on a character that XML forbids in any form (such as U+0000 and U+FFFF), and on a comment that holds `--` or
    /// ends with `-`. The error names element and attribute, and the buffer is as it was before.
    pub fn write_to(&self, buffer: &mut String, style: Style) -> Result<(), Error> {
        let before = buffer.len();
        let mut writer = Writer { buffer, open: Vec::with_capacity(8), scope: Scope::default() };
        let result = writer.document(self, style);
        if result.is_err() {
            buffer.truncate(before);
        }
        result
    }

    /// Writes the document without white space of its own. See [`write_to`](Self::write_to).
    pub fn to_xml(&self) -> Result<String, Error> {
        self.to_string_in(Style::Compact)
    }

    /// Writes the document with one element a line, for people. See [`Style::Pretty`].
    pub fn to_xml_pretty(&self) -> Result<String, Error> {
        self.to_string_in(Style::Pretty)
    }

    fn to_string_in(&self, style: Style) -> Result<String, Error> {
        let mut buffer = String::with_capacity(CAPACITY);
        self.write_to(&mut buffer, style)?;
        Ok(buffer)
    }
}

struct Writer<'tree, 'buffer> {
    buffer: &'buffer mut String,
    /// Grows on the heap, so that a deep tree does not overflow the stack.
    open: Vec<Open<'tree>>,
    scope: Scope,
}

/// An element whose end is still to come.
struct Open<'tree> {
    element: &'tree Element,
    rest: slice::Iter<'tree, Node>,
    /// Whether each child stands on a line of its own.
    lines: bool,
}

impl<'tree> Writer<'tree, '_> {
    fn document(&mut self, root: &'tree Element, style: Style) -> Result<(), Error> {
        let pretty = style == Style::Pretty;
        self.buffer.push_str(DECLARATION);
        self.line(pretty);
        self.start(root, pretty)?;
        while let Some(open) = self.open.last_mut() {
            let (element, lines) = (open.element, open.lines);
            match open.rest.next() {
                Some(node) => {
                    self.line(lines);
                    self.node(node, element, lines)?;
                }
                None => self.end(element, lines),
            }
        }
        if pretty {
            self.buffer.push('\n');
        }
        Ok(())
    }

    fn node(&mut self, node: &'tree Node, parent: &Element, lines: bool) -> Result<(), Error> {
        match node {
            Node::Element(element) => self.start(element, lines),
            Node::Text(text) => escape::push_text(self.buffer, &text.value)
                .map_err(|found| problem(parent, None, &format!("its text holds {}", forbidden(found)))),
            Node::Comment(comment) => self.comment(&comment.value, parent),
        }
    }

    #[inline]
    fn start(&mut self, element: &'tree Element, lines: bool) -> Result<(), Error> {
        self.buffer.push('<');
        self.buffer.push_str(&element.name);
        let mut prefixed = is_prefixed(element, None, &element.name)?;
        for attribute in &element.attributes {
            prefixed |= self.attribute(element, attribute)?;
        }
        if prefixed {
            self.scope
                .enter(element, self.open.len())
                .map_err(|(attribute, found)| problem(element, attribute.as_deref(), &found))?;
        }
        if element.children.is_empty() {
            self.buffer.push_str("/>");
            self.scope.leave(self.open.len());
        } else {
            self.buffer.push('>');
            let lines = lines && stands_on_lines(element);
            self.open.push(Open { element, rest: element.children.iter(), lines });
        }
        Ok(())
    }

    /// Says whether namespaces are to be checked.
    #[inline]
    fn attribute(&mut self, element: &Element, attribute: &Attribute) -> Result<bool, Error> {
        let name = &*attribute.name;
        let prefixed = is_prefixed(element, Some(name), name)?;
        self.buffer.push(' ');
        self.buffer.push_str(name);
        self.buffer.push_str("=\"");
        escape::push_value(self.buffer, &attribute.value)
            .map_err(|found| problem(element, Some(name), &format!("it holds {}", forbidden(found))))?;
        self.buffer.push('"');
        Ok(prefixed || concerns(name))
    }

    fn comment(&mut self, comment: &str, parent: &Element) -> Result<(), Error> {
        if comment.contains("--") || comment.ends_with('-') {
            return Err(problem(parent, None, "a comment may not hold `--`, nor end with `-`"));
        }
        if let Some((_, found)) = find_forbidden(comment) {
            return Err(problem(parent, None, &format!("a comment holds {}", forbidden(found))));
        }
        self.buffer.push_str("<!--");
        self.buffer.push_str(comment);
        self.buffer.push_str("-->");
        Ok(())
    }

    #[inline]
    fn end(&mut self, element: &Element, lines: bool) {
        self.open.pop();
        self.scope.leave(self.open.len());
        self.line(lines);
        self.buffer.push_str("</");
        self.buffer.push_str(&element.name);
        self.buffer.push('>');
    }

    #[inline]
    fn line(&mut self, lines: bool) {
        if lines {
            self.buffer.push('\n');
            self.open.iter().for_each(|_| self.buffer.push_str(INDENTATION));
        }
    }
}

/// Says whether a name has a prefix, and refuses what is not a name.
#[inline]
fn is_prefixed(element: &Element, attribute: Option<&str>, text: &str) -> Result<bool, Error> {
    match name(text) {
        Name::Plain => Ok(false),
        Name::Prefixed => Ok(true),
        Name::No => Err(problem(element, attribute, "the name is not an XML name")),
    }
}

/// Whether white space between the children means nothing.
fn stands_on_lines(element: &Element) -> bool {
    let is_plain = |node: &Node| match node {
        Node::Element(child) => child.name.starts_with(|first: char| !first.is_lowercase()),
        Node::Text(_) => false,
        Node::Comment(_) => true,
    };
    element.children.iter().all(is_plain)
        && element.elements().next().is_some()
        && element.attribute_value("xml:space") != Some("preserve")
}

#[cold]
fn problem(element: &Element, attribute: Option<&str>, found: &str) -> Error {
    Error::unwritable_laml(&element.name, attribute, found).at(element.position)
}
