//! A document for every attribute of every element, as data for tests.

use std::fmt::Write;

use serde::Serialize;

use crate::model::laml::{Element, Model};

/// One attribute with a valid value, in a document of its own.
#[derive(Serialize)]
struct Fixture<'a> {
    element: &'a str,
    attribute: &'a str,
    value: &'a str,
    /// The ids of the elements around it, from the root.
    path: Vec<&'a str>,
    document: String,
}

/// Returns the list as JSON.
pub(crate) fn fixtures(model: &Model) -> Result<String, serde_json::Error> {
    let mut fixtures = Vec::new();
    for element in &model.elements {
        let path = path_to(model, &element.id);
        for attribute in &element.attributes {
            let given = (attribute.name.as_str(), attribute.example.as_str());
            let inner = write_element(model, element, Some(given), !attribute.without_text);
            fixtures.push(Fixture {
                element: &element.id,
                attribute: &attribute.name,
                value: &attribute.example,
                document: format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>{}", wrap(&path, inner)),
                path: path.iter().map(|around| around.id.as_str()).collect(),
            });
        }
    }
    Ok(serde_json::to_string_pretty(&fixtures)? + "\n")
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

/// Puts what is inside into each element of a path.
fn wrap(path: &[&Element], inner: String) -> String {
    path.iter().rev().fold(inner, |inner, around| {
        let text = if around.text == "Required" { escape(&around.text_example) } else { String::new() };
        tag(around, None, &format!("{text}{inner}"))
    })
}

/// An element with the attribute, and with what it needs to make sense.
fn write_element(model: &Model, element: &Element, given: Option<(&str, &str)>, with_text: bool) -> String {
    let filler = element.children.first().and_then(|id| model.elements.iter().find(|child| child.id == *id));
    let content = match filler {
        _ if element.text != "None" && with_text => escape(&element.text_example),
        Some(child) if element.text == "None" => write_element(model, child, None, true),
        _ => String::new(),
    };
    tag(element, given, &content)
}

fn tag(element: &Element, given: Option<(&str, &str)>, content: &str) -> String {
    let needed = element.attributes.iter().filter(|attribute| attribute.required);
    let needed = needed.map(|attribute| (attribute.name.as_str(), attribute.example.as_str()));
    let needed = needed.filter(|(name, _)| given.is_none_or(|(given, _)| given != *name));
    let mut text = format!("<{}", element.tag);
    for (name, value) in needed.chain(given) {
        // Writing to a string does not fail.
        let _ = write!(text, " {name}=\"{}\"", escape(value));
    }
    if content.is_empty() { text + "/>" } else { format!("{text}>{content}</{}>", element.tag) }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
