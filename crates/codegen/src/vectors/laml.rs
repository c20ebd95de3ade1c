//! A document for every attribute of every element.

use std::fmt::Write;

use serde::Serialize;
use serde_json::Value;

use crate::model::laml::{Attribute, Element, Model};

/// One attribute with a valid value, in a document of its own.
#[derive(Serialize)]
pub(super) struct Case<'a> {
    name: String,
    element: &'a str,
    attribute: &'a str,
    /// The value as the document has it.
    value: &'a str,
    tree: Tree<'a>,
    xml: String,
}

/// What a program builds.
#[derive(Serialize)]
struct Tree<'a> {
    element: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attributes: Vec<(&'a str, Value)>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    children: Vec<Child<'a>>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Child<'a> {
    Text(&'a str),
    Element(Tree<'a>),
}

/// An element with an example of each of its parts that is needed.
struct Part<'a> {
    element: &'a Element,
    attributes: Vec<&'a Attribute>,
    text: Option<&'a str>,
    inside: Option<Box<Part<'a>>>,
}

/// Returns the cases in the order of the specification.
pub(super) fn attributes(model: &Model) -> Vec<Case<'_>> {
    let pairs = model
        .elements
        .iter()
        .flat_map(|element| element.attributes.iter().map(move |attribute| (element, attribute)));
    pairs.map(|(element, attribute)| case(model, element, attribute)).collect()
}

fn case<'a>(model: &'a Model, element: &'a Element, attribute: &'a Attribute) -> Case<'a> {
    let innermost = Part::of(model, element, Some(attribute));
    let root = path_to(model, &element.id).into_iter().rev().fold(innermost, Part::around);
    Case {
        name: format!("{} {}", element.id, attribute.name),
        element: &element.id,
        attribute: &attribute.name,
        value: &attribute.example,
        xml: root.xml(),
        tree: root.tree(),
    }
}

impl<'a> Part<'a> {
    /// An element with an attribute, and with what it needs to make sense.
    fn of(model: &'a Model, element: &'a Element, given: Option<&'a Attribute>) -> Self {
        let with_text = given.is_none_or(|attribute| !attribute.without_text);
        let may_hold_text = element.text != "None";
        let filler = element.children.first().filter(|_| !may_hold_text);
        let filler = filler.and_then(|id| model.elements.iter().find(|child| child.id == *id));
        Self {
            element,
            attributes: needed(element).chain(given.filter(|attribute| !attribute.required)).collect(),
            text: (may_hold_text && with_text).then_some(element.text_example.as_str()),
            inside: filler.map(|child| Box::new(Self::of(model, child, None))),
        }
    }

    /// Puts this into an element.
    fn around(self, element: &'a Element) -> Self {
        let text = (element.text == "Required").then_some(element.text_example.as_str());
        Self { element, attributes: needed(element).collect(), text, inside: Some(Box::new(self)) }
    }

    fn tree(&self) -> Tree<'a> {
        let inside = self.inside.as_ref().map(|part| Child::Element(part.tree()));
        Tree {
            element: &self.element.id,
            attributes: self.attributes.iter().map(|own| (own.name.as_str(), native(own))).collect(),
            children: self.text.map(Child::Text).into_iter().chain(inside).collect(),
        }
    }

    fn xml(&self) -> String {
        let tag = &self.element.tag;
        let mut xml = format!("<{tag}");
        for attribute in &self.attributes {
            // Writing to a string does not fail.
            let _ = write!(xml, " {}=\"{}\"", attribute.name, escape(&attribute.example));
        }
        let inside = self.inside.as_ref().map(|part| part.xml()).unwrap_or_default();
        let content = escape(self.text.unwrap_or_default()) + &inside;
        if content.is_empty() { xml + "/>" } else { format!("{xml}>{content}</{tag}>") }
    }
}

/// The attributes that the element cannot be without.
fn needed(element: &Element) -> impl Iterator<Item = &Attribute> {
    element.attributes.iter().filter(|attribute| attribute.required)
}

/// The example as a program gives it.
fn native(attribute: &Attribute) -> Value {
    let text = attribute.example.as_str();
    match attribute.kind.as_str() {
        "Boolean" => Value::Bool(text == "true"),
        "Integer" => number(text),
        "List" if attribute.item == "Integer" => text.split(&attribute.separator).map(number).collect(),
        "List" => text.split(&attribute.separator).collect(),
        _ => text.into(),
    }
}

/// A word that is allowed beside numbers stays a word.
fn number(text: &str) -> Value {
    text.parse::<u32>().map_or_else(|_| text.into(), Value::from)
}

/// The shortest way from a root to an element.
fn path_to<'a>(model: &'a Model, id: &str) -> Vec<&'a Element> {
    let mut paths: Vec<Vec<&Element>> =
        model.elements.iter().filter(|element| element.kind == "Root").map(|root| vec![root]).collect();
    for _ in 0..model.elements.len() {
        let arrived = paths
            .iter()
            .find(|path| path.last().is_some_and(|last| last.children.iter().any(|child| child == id)));
        if let Some(path) = arrived {
            return path.clone();
        }
        paths = paths.iter().flat_map(|path| longer(model, path)).collect();
    }
    Vec::new()
}

fn longer<'a>(model: &'a Model, path: &[&'a Element]) -> Vec<Vec<&'a Element>> {
    let children = path.last().map_or(&[][..], |last| last.children.as_slice());
    let known = children.iter().filter_map(|id| model.elements.iter().find(|element| element.id == *id));
    let new = known.filter(|child| path.iter().all(|around| around.id != child.id));
    new.map(|child| [path, &[child]].concat()).collect()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
