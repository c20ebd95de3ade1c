//! Start tags.

use std::borrow::Cow;
use std::collections::HashSet;

use super::source::Source;
use super::{names, reference};
use crate::Error;
use crate::laml::element::{Element, Text};
use crate::laml::node::Attribute;
use crate::laml::scan::equal;

/// From how many attributes on a set is quicker than comparing each with each.
const MANY: usize = 16;

/// Reads a start tag. Its `<` comes next. Says whether the element is empty.
pub(super) fn read(source: &mut Source<'_>) -> Result<(Element, bool), Error> {
    let position = source.position();
    source.take(1);
    let name = source.name();
    if name.is_empty() {
        return Err(
            source.error(format_args!("`<` begins no tag, because {} begins no name", source.found()))
        );
    }
    let mut element = Element::new(names::keep(name));
    element.position = Some(position);
    let is_empty =
        attributes(source, name, &mut element.attributes).map_err(|error| error.in_element(name))?;
    Ok((element, is_empty))
}

fn attributes(
    source: &mut Source<'_>,
    element: &str,
    attributes: &mut Vec<Attribute>,
) -> Result<bool, Error> {
    loop {
        let has_space = source.skip_space();
        let is_empty = match source.peek() {
            Some(b'>') => false,
            Some(b'/') if source.starts_with("/>") => true,
            None => return Err(source.error(format_args!("the document ends inside the tag <{element}>"))),
            Some(_) if has_space => {
                attributes.push(attribute(source, element)?);
                continue;
            }
            Some(_) => {
                return Err(source.error(format_args!("{} inside the tag <{element}>", source.found())));
            }
        };
        source.take(if is_empty { 2 } else { 1 });
        return match repeated(attributes) {
            Some(attribute) => Err(repeated_error(element, attribute)),
            None => Ok(is_empty),
        };
    }
}

fn attribute(source: &mut Source<'_>, element: &str) -> Result<Attribute, Error> {
    let position = source.position();
    let name = source.name();
    if name.is_empty() {
        return Err(source.error(format_args!("{} inside the tag <{element}>", source.found())));
    }
    match value(source, name) {
        Ok(value) => Ok(Attribute { name: names::keep(name), value, position: Some(position) }),
        Err(error) => Err(error.in_attribute(Some(name))),
    }
}

/// Reads `=` and the value in quotes.
fn value(source: &mut Source<'_>, name: &str) -> Result<Text, Error> {
    source.skip_space();
    if !source.eat("=") {
        return Err(source.error(format_args!("the attribute `{name}` has no value")));
    }
    source.skip_space();
    let quote = source.quote(name)?;
    let at = source.at() - 1;
    let mut value = source.take_until(|word| special(word, quote)).to_owned();
    loop {
        match source.peek() {
            Some(b'&') => value.push(reference::read(source)?),
            Some(b'<') => {
                return Err(source.error(format_args!("`<` in the value of `{name}`; write `&lt;`")));
            }
            Some(byte) if byte == quote => {
                source.take(1);
                return Ok(Cow::Owned(value));
            }
            Some(_) => {
                source.take(1);
                value.push(' ');
            }
            None => return Err(source.error_at(at, format_args!("the value of `{name}` does not end"))),
        }
        value.push_str(source.take_until(|word| special(word, quote)));
    }
}

/// White space is read as blanks; line ends are line feeds already.
#[inline]
fn special(word: u64, quote: u8) -> u64 {
    equal(word, quote) | equal(word, b'&') | equal(word, b'<') | equal(word, b'\n') | equal(word, b'\t')
}

/// Returns an attribute whose name an earlier one has.
fn repeated(attributes: &[Attribute]) -> Option<&Attribute> {
    if attributes.len() > MANY {
        let mut seen = HashSet::with_capacity(attributes.len());
        return attributes.iter().find(|attribute| !seen.insert(attribute.name()));
    }
    let is_repeated = |(index, attribute): &(usize, &Attribute)| {
        attributes.iter().take(*index).any(|earlier| earlier.name == attribute.name)
    };
    attributes.iter().enumerate().find(is_repeated).map(|(_, attribute)| attribute)
}

#[cold]
fn repeated_error(element: &str, attribute: &Attribute) -> Error {
    let problem = format!("the attribute `{}` appears twice in <{element}>", attribute.name);
    let position = attribute.position.unwrap_or_default();
    Error::unreadable_laml(position, problem).in_attribute(Some(&attribute.name))
}
