//! Reads XML into a tree.
//!
//! It reads all that XML 1.0 with namespaces can express without a document type, and refuses everything else. The
//! tokenizers that there are leave most of that to their caller: characters, names, attributes, references,
//! declarations, what stands outside the root.

mod content;
mod declaration;
mod limits;
mod lines;
mod names;
mod prolog;
mod reference;
mod source;
mod tag;

use std::borrow::Cow;

use super::characters::{self, find_forbidden};
use super::element::Element;
use super::encoding::{self, Encoding};
use super::node::Position;
use super::scan::find;
use crate::Error;
use source::Source;

pub use limits::ParseLimits;

impl Element {
    /// Parses a document within the default limits, and returns its root. See [`parse_with`](Self::parse_with).
    pub fn parse(document: impl AsRef<[u8]>) -> Result<Self, Error> {
        Self::parse_with(document, ParseLimits::new())
    }

    /// Parses a document, and returns its root.
    ///
    /// It may be in UTF-8 or UTF-16, and hold comments, CDATA sections, references to characters and to the five
    /// entities of XML, and processing instructions, which are left out. What stands outside the root is left out as
    /// well. White space is kept, that between elements too. Each node knows its line and its column.
    ///
    /// Fails on everything that is not well-formed, on every document type (and so on all other entities), on a
    /// prefix that is not declared, and beyond the limits. The error tells line and column.
    pub fn parse_with(document: impl AsRef<[u8]>, limits: ParseLimits) -> Result<Self, Error> {
        read(document.as_ref(), limits)
    }
}

fn read(document: &[u8], limits: ParseLimits) -> Result<Element, Error> {
    if document.len() > limits.size {
        let problem = format!("the document has {} bytes, more than {}", document.len(), limits.size);
        return Err(Error::unreadable_laml(Position::default(), problem));
    }
    let (text, encoding) = decode(document)?;
    let text = check_characters(text)?;
    let mut source = Source::new(&text);
    if let Some((declared, at)) = declaration::read(&mut source)? {
        check_encoding(&source, declared, at, encoding)?;
    }
    prolog::read(&mut source)?;
    let root = content::read(&mut source, limits)?;
    prolog::read_rest(&mut source)?;
    Ok(root)
}

/// An encoding that the document names explains best why its bytes are wrong.
fn decode(document: &[u8]) -> Result<(Cow<'_, str>, Encoding), Error> {
    encoding::decode(document).map_err(|undecodable| {
        let source = Source::new(&undecodable.before);
        let declared = declaration::read(&mut Source::new(&undecodable.before)).ok().flatten();
        let named =
            declared.and_then(|(name, at)| check_encoding(&source, name, at, undecodable.encoding).err());
        named.unwrap_or_else(|| source.error_at(undecodable.before.len(), undecodable.problem))
    })
}

fn check_encoding(source: &Source<'_>, declared: &str, at: usize, found: Encoding) -> Result<(), Error> {
    if found.is_called(declared) {
        return Ok(());
    }
    Err(source.error_at(
        at,
        format_args!("the document declares the encoding {declared} and is not in it; use UTF-8"),
    ))
}

/// Refuses what XML forbids, and makes every line end a line feed.
fn check_characters(text: Cow<'_, str>) -> Result<Cow<'_, str>, Error> {
    if find(text.as_bytes(), characters::may_be_forbidden) == text.len() {
        return Ok(text);
    }
    if let Some((at, found)) = find_forbidden(&text) {
        return Err(Source::new(&text).error_at(at, characters::forbidden(found)));
    }
    if !text.contains('\r') {
        return Ok(text);
    }
    Ok(Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")))
}
