//! The root and what it holds.

use std::borrow::Cow;

use super::limits::ParseLimits;
use super::source::Source;
use super::{prolog, reference, tag};
use crate::Error;
use crate::laml::element::Element;
use crate::laml::namespaces::{self, Scope};
use crate::laml::node::{Characters, Node, Position};
use crate::laml::scan::equal;

/// Reads the root. Its `<` comes next.
pub(super) fn read(source: &mut Source<'_>, limits: ParseLimits) -> Result<Element, Error> {
    let mut content = Content { open: Vec::with_capacity(8), scope: Scope::default(), nodes: 0, limits };
    if let Some(root) = content.start(source)? {
        return Ok(root);
    }
    loop {
        match content.next(source) {
            Ok(Some(root)) => return Ok(root),
            Ok(None) => {}
            Err(error) => return Err(content.name(error)),
        }
    }
}

struct Content {
    /// The elements whose end is still to come. It is on the heap, so depth costs no stack.
    open: Vec<Element>,
    scope: Scope,
    nodes: usize,
    limits: ParseLimits,
}

impl Content {
    /// Reads one thing, and returns the root once it is complete.
    fn next(&mut self, source: &mut Source<'_>) -> Result<Option<Element>, Error> {
        if source.peek() != Some(b'<') {
            return self.text(source).map(|()| None);
        }
        match source.rest().as_bytes().get(1) {
            Some(b'/') => self.end(source),
            Some(b'?') => prolog::instruction(source).map(|()| None),
            Some(b'!') => self.declaration(source).map(|()| None),
            _ => self.start(source),
        }
    }

    fn start(&mut self, source: &mut Source<'_>) -> Result<Option<Element>, Error> {
        let at = source.at();
        let (element, is_empty) = tag::read(source)?;
        self.count(source, at, 1 + element.attributes.len())?;
        if self.open.len() >= self.limits.depth {
            let problem = format!("elements are nested deeper than {} levels", self.limits.depth);
            return Err(source.error_at(at, problem));
        }
        self.check_prefixes(&element)?;
        if is_empty {
            return Ok(self.close(element));
        }
        self.open.push(element);
        Ok(None)
    }

    fn check_prefixes(&mut self, element: &Element) -> Result<(), Error> {
        let names = element.attributes.iter().map(|attribute| &attribute.name);
        if !names.chain([&element.name]).any(|name| namespaces::concerns(name)) {
            return Ok(());
        }
        self.scope.enter(element, self.open.len()).map_err(|(name, problem)| {
            let attribute = element.attributes.iter().find(|own| Some(own.name()) == name.as_deref());
            let position = attribute.map_or(element.position, |attribute| attribute.position);
            Error::unreadable_laml(position.unwrap_or_default(), problem)
                .in_element(&element.name)
                .in_attribute(name.as_deref())
        })
    }

    fn end(&mut self, source: &mut Source<'_>) -> Result<Option<Element>, Error> {
        let at = source.at();
        source.take(2);
        let name = source.name();
        if self.open.last().is_none_or(|open| open.name != name) {
            return Err(self.end_error(source, at, name));
        }
        source.skip_space();
        if !source.eat(">") {
            return Err(source.error(format_args!("{} inside the tag </{name}>", source.found())));
        }
        let element = self.open.pop();
        Ok(element.and_then(|element| self.close(element)))
    }

    #[cold]
    fn end_error(&self, source: &Source<'_>, at: usize, name: &str) -> Error {
        match self.open.last() {
            Some(Element { name: open, position: Some(position), .. }) => source.error_at(
                at,
                format_args!("</{name}> where </{open}> is due, for the <{open}> in {position}"),
            ),
            _ => source.error_at(at, format_args!("</{name}> ends nothing")),
        }
    }

    /// Hands a complete element to its parent, or back if it has none.
    fn close(&mut self, element: Element) -> Option<Element> {
        self.scope.leave(self.open.len());
        match self.open.last_mut() {
            Some(parent) => {
                parent.children.push(Node::Element(element));
                None
            }
            None => Some(element),
        }
    }

    fn declaration(&mut self, source: &mut Source<'_>) -> Result<(), Error> {
        let at = source.at();
        let position = source.position();
        if source.starts_with("<!--") {
            let comment = prolog::comment(source)?.to_owned();
            return self.push(source, at, Node::Comment(characters(comment, position)));
        }
        if !source.eat("<![CDATA[") {
            return Err(prolog::markup_error(source));
        }
        match source.take_through("]]>") {
            Some(text) => self.push(source, at, Node::Text(characters(text.to_owned(), position))),
            None => Err(source.error_at(at, "a CDATA section does not end")),
        }
    }

    fn text(&mut self, source: &mut Source<'_>) -> Result<(), Error> {
        if source.peek().is_none() {
            return Err(self.open_error(source));
        }
        let at = source.at();
        let position = source.position();
        let mut text = source.take_until(special).to_owned();
        loop {
            match source.peek() {
                Some(b'&') => text.push(reference::read(source)?),
                Some(b']') if source.starts_with("]]>") => {
                    return Err(source.error("`]]>` in text; write `]]&gt;`"));
                }
                Some(b']') => text.push_str(source.take(1)),
                _ => return self.push(source, at, Node::Text(characters(text, position))),
            }
            text.push_str(source.take_until(special));
        }
    }

    fn push(&mut self, source: &Source<'_>, at: usize, node: Node) -> Result<(), Error> {
        self.count(source, at, 1)?;
        if let Some(parent) = self.open.last_mut() {
            parent.push(node);
        }
        Ok(())
    }

    fn count(&mut self, source: &Source<'_>, at: usize, nodes: usize) -> Result<(), Error> {
        self.nodes += nodes;
        if self.nodes > self.limits.nodes {
            return Err(source.error_at(at, format_args!("there are more than {} nodes", self.limits.nodes)));
        }
        Ok(())
    }

    #[cold]
    fn open_error(&self, source: &Source<'_>) -> Error {
        match self.open.last() {
            Some(Element { name, position: Some(position), .. }) => {
                source.error(format_args!("the document ends inside the <{name}> in {position}"))
            }
            _ => source.error("the document ends too early"),
        }
    }

    /// Says in which element an error is.
    #[cold]
    fn name(&self, error: Error) -> Error {
        match self.open.last() {
            Some(open) => error.in_element(&open.name),
            None => error,
        }
    }
}

fn characters(value: String, position: Position) -> Characters {
    Characters { value: Cow::Owned(value), position: Some(position) }
}

#[inline]
fn special(word: u64) -> u64 {
    equal(word, b'<') | equal(word, b'&') | equal(word, b']')
}
