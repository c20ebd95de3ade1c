//! Reading documents and pieces of them.

use mycpaas::ErrorKind;
use mycpaas::laml::{Element, Node, ParseLimits, Position};

use super::shape::Shape;
use crate::failure::{Failure, Result};

/// How much a document may hold; where nothing is said, what the core has by default.
#[derive(Clone, Copy, Debug, Default)]
pub struct Limits {
    /// How many bytes.
    pub size: Option<usize>,
    /// How many levels of elements.
    pub depth: Option<usize>,
    /// How many elements, attributes, texts and comments.
    pub nodes: Option<usize>,
}

impl From<Limits> for ParseLimits {
    fn from(limits: Limits) -> Self {
        let mut parse = Self::new();
        parse = limits.size.map_or(parse, |size| parse.size(size));
        parse = limits.depth.map_or(parse, |depth| parse.depth(depth));
        limits.nodes.map_or(parse, |nodes| parse.nodes(nodes))
    }
}

/// Parses a document.
///
/// # Errors
/// [`ErrorKind::Laml`], where it cannot be read, or its root is not what `shape` is.
pub fn parse(document: &[u8], limits: Limits, shape: Option<&Shape>) -> Result<Element> {
    let root = Element::parse_with(document, limits.into())?;
    match shape {
        Some(shape) if shape.tag != root.name() => {
            let problem = format!("the root is <{}>, not <{}>", shortened(root.name()), shape.tag);
            let mut failure = unreadable(root.position().unwrap_or_default(), &problem);
            failure.element = Some(shortened(root.name()));
            Err(failure)
        }
        _ => Ok(root),
    }
}

const OPEN: &str = "<raw>";
const CLOSE: &str = "</raw>";

/// Parses what may stand in an element: text and elements, or one whole document.
///
/// What is read has no positions, since it becomes part of something else.
///
/// # Errors
/// [`ErrorKind::Laml`], where it cannot be read.
pub fn parse_fragment(xml: &str) -> Result<Vec<Node>> {
    if xml.trim_start_matches('\u{FEFF}').starts_with("<?xml") {
        let mut root = Element::parse(xml)?;
        root.clear_positions();
        return Ok(vec![Node::Element(root)]);
    }
    let mut around = Element::parse([OPEN, xml, CLOSE].concat()).map_err(|error| unshifted(error.into()))?;
    around.clear_positions();
    Ok(around.take_children())
}

/// Counts columns as if nothing were around what was parsed.
fn unshifted(mut failure: Box<Failure>) -> Box<Failure> {
    let Some(found) = failure.position else { return failure };
    let problem = failure.message.strip_prefix(&format!("{found}: ")).unwrap_or(&failure.message);
    let shift = if found.line == 1 { u32::try_from(OPEN.len()).unwrap_or_default() } else { 0 };
    let position = Position { column: found.column.saturating_sub(shift).max(1), ..found };
    let mut better = unreadable(position, problem);
    better.element = failure.element.take().filter(|name| name != "raw");
    better.attribute = failure.attribute.take();
    better
}

fn unreadable(position: Position, problem: &str) -> Box<Failure> {
    let mut failure = Failure::new(ErrorKind::Laml, format!("{position}: {problem}"));
    failure.position = Some(position);
    failure
}

fn shortened(name: &str) -> String {
    let short: String = name.chars().take(100).collect();
    if short.len() < name.len() { short + "…" } else { short }
}
