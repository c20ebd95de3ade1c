//! Elements and attributes, as templates read them.

use std::collections::BTreeSet;

use serde::Serialize;

use super::enumeration::{Enumeration, enumeration};
use super::family::{self, Family};
use crate::spec::{self, Laml};
use crate::words::camel;

#[derive(Serialize)]
pub(crate) struct Model {
    pub(crate) elements: Vec<Element>,
    enumerations: Vec<Enumeration>,
    families: Vec<Family>,
    /// The names of all attributes, each once, sorted.
    attribute_names: BTreeSet<String>,
}

#[derive(Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "facts that do not depend on each other")]
pub(crate) struct Element {
    pub(crate) id: String,
    /// Its place among all elements.
    place: usize,
    pub(crate) tag: String,
    class: String,
    pub(crate) kind: String,
    channel: String,
    origin: String,
    /// Whether mycpaas's own pages name it.
    named: bool,
    pub(crate) text: String,
    text_type: String,
    /// What a language with named arguments calls the text.
    text_name: String,
    text_values: Vec<String>,
    text_max: Option<u32>,
    pub(crate) text_example: String,
    pub(crate) children: Vec<String>,
    /// The types of its children, in their order.
    child_classes: Vec<String>,
    /// The places of its children among all elements.
    child_places: Vec<usize>,
    /// The families of its children, and those of its children that are in none.
    families: Vec<String>,
    own_children: Vec<String>,
    free_children: bool,
    max_per_parent: Option<u32>,
    terminal: bool,
    excludes: Vec<String>,
    pub(crate) attributes: Vec<Attribute>,
    /// Its attributes in the order in which they are written: those that its constructor takes come first.
    ordered: Vec<Attribute>,
    /// Whether its constructor takes text, and the attributes that it takes.
    new_text: bool,
    new: Vec<Attribute>,
    doc: String,
}

#[derive(Clone, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "facts that do not depend on each other")]
pub(crate) struct Attribute {
    pub(crate) name: String,
    #[serde(rename = "type")]
    pub(crate) kind: String,
    origin: String,
    pub(crate) required: bool,
    /// The type of its words, where it has some.
    class: Option<String>,
    values: Vec<String>,
    open: bool,
    /// What its items are, where it is a list.
    pub(crate) item: String,
    also: Vec<String>,
    pub(crate) separator: String,
    default: Option<String>,
    min: Option<i64>,
    max: Option<i64>,
    max_length: Option<u32>,
    item_max_length: Option<u32>,
    max_items: Option<u32>,
    alphabet: Option<String>,
    schemes: Vec<String>,
    pub(crate) example: String,
    pub(crate) without_text: bool,
    /// Whether true and false are among its values.
    takes_flag: bool,
    doc: String,
}

/// Makes the model out of a specification that has been checked.
pub(crate) fn laml(spec: &Laml) -> Model {
    let families = family::families(spec);
    Model {
        elements: spec
            .elements
            .iter()
            .map(|(id, element)| self::element(spec, &families, id.get_ref(), element))
            .collect(),
        enumerations: spec
            .enumerations
            .iter()
            .map(|(name, found)| enumeration(name.get_ref(), found, is_open(spec, name.get_ref())))
            .collect(),
        families,
        attribute_names: spec
            .elements
            .values()
            .flat_map(|element| element.attributes.keys())
            .map(|name| name.get_ref().clone())
            .collect(),
    }
}

pub(super) fn class(spec: &Laml, id: &str) -> String {
    let element = spec.elements.iter().find(|(known, _)| known.get_ref() == id);
    element.and_then(|(_, element)| element.class.clone()).unwrap_or_else(|| camel(id))
}

fn element(spec: &Laml, families: &[Family], id: &str, element: &spec::Element) -> Element {
    let attributes: Vec<Attribute> =
        element.attributes.iter().map(|(name, found)| attribute(spec, name.get_ref(), found)).collect();
    let required = element.text == spec::Text::Required;
    let takes = |name: &str, by_default: bool| {
        element.new.as_ref().map_or(by_default, |new| new.iter().any(|taken| taken.get_ref() == name))
    };
    let (new, others): (Vec<_>, Vec<_>) =
        attributes.iter().cloned().partition(|attribute| takes(&attribute.name, attribute.required));
    let texts =
        |names: &[toml::Spanned<String>]| names.iter().map(|name| name.get_ref().clone()).collect::<Vec<_>>();
    Element {
        id: id.to_owned(),
        place: place(spec, id).unwrap_or_default(),
        tag: element.tag.clone().unwrap_or_else(|| id.to_owned()),
        class: class(spec, id),
        kind: format!("{:?}", element.kind),
        channel: format!("{:?}", element.channel),
        origin: format!("{:?}", element.origin),
        named: element.mycpaas == spec::Mycpaas::Named,
        text: format!("{:?}", element.text),
        text_type: element
            .text_type
            .as_ref()
            .map_or_else(|| "String".to_owned(), |kind| format!("{:?}", kind.get_ref())),
        text_name: element
            .text_name
            .as_ref()
            .map_or_else(|| "text".to_owned(), |name| name.get_ref().clone()),
        text_values: element.text_values.clone(),
        text_max: element.text_max,
        text_example: element.text_example.clone().unwrap_or_else(|| "Hello.".to_owned()),
        child_classes: element.children.iter().map(|child| class(spec, child.get_ref())).collect(),
        child_places: element.children.iter().filter_map(|child| place(spec, child.get_ref())).collect(),
        families: family::of(families, id),
        own_children: family::outside(families, &element.children),
        children: texts(&element.children),
        free_children: element.free_children,
        max_per_parent: element.max_per_parent,
        terminal: element.terminal,
        excludes: texts(&element.excludes),
        new_text: takes("text", required),
        ordered: new.iter().chain(&others).cloned().collect(),
        new,
        attributes,
        doc: element.doc.get_ref().clone(),
    }
}

fn attribute(spec: &Laml, name: &str, attribute: &spec::Attribute) -> Attribute {
    let text = |value: &Option<toml::Spanned<String>>| value.as_ref().map(|value| value.get_ref().clone());
    let item = attribute.item.as_ref().map(|kind| *kind.get_ref());
    Attribute {
        name: name.to_owned(),
        kind: format!("{:?}", attribute.kind.get_ref()),
        origin: format!("{:?}", attribute.origin),
        required: attribute.required,
        class: text(&attribute.values),
        values: spec.words(attribute).into_iter().map(str::to_owned).collect(),
        open: attribute.open,
        item: item.map_or_else(|| "String".to_owned(), |kind| format!("{kind:?}")),
        also: attribute.also.clone(),
        separator: text(&attribute.separator).unwrap_or_default(),
        default: text(&attribute.default),
        min: attribute.min,
        max: attribute.max,
        max_length: attribute.max_length,
        item_max_length: attribute.item_max_length,
        max_items: attribute.max_items,
        alphabet: attribute.alphabet.clone(),
        schemes: attribute.schemes.clone(),
        example: text(&attribute.example).unwrap_or_else(|| example(spec, attribute)),
        without_text: attribute.without_text,
        takes_flag: takes_flag(spec, attribute),
        doc: attribute.doc.get_ref().clone(),
    }
}

fn place(spec: &Laml, id: &str) -> Option<usize> {
    spec.elements.keys().position(|known| known.get_ref() == id)
}

fn takes_flag(spec: &Laml, attribute: &spec::Attribute) -> bool {
    let default = attribute.default.as_ref().map(|value| value.get_ref().as_str());
    let words = spec.words(attribute);
    *attribute.kind.get_ref() != spec::Type::Boolean
        && words.into_iter().chain(default).any(|word| word == "true")
}

/// Whether every attribute that takes the words of an enumeration takes others, too.
fn is_open(spec: &Laml, enumeration: &str) -> bool {
    let attributes = spec.elements.values().flat_map(|element| element.attributes.values());
    let mut users = attributes
        .filter(|attribute| attribute.values.as_ref().is_some_and(|values| values.get_ref() == enumeration));
    users.all(|attribute| attribute.open)
}

/// A value that is certainly valid, for an attribute whose specification shows none.
fn example(spec: &Laml, attribute: &spec::Attribute) -> String {
    if let Some(default) = &attribute.default {
        return default.get_ref().clone();
    }
    if let Some(word) = spec.words(attribute).first() {
        return (*word).to_owned();
    }
    match attribute.kind.get_ref() {
        spec::Type::Url => {
            let scheme = attribute.schemes.first().map_or("https", String::as_str);
            format!("{scheme}://example.com/x")
        }
        spec::Type::Integer | spec::Type::Decimal => attribute.min.unwrap_or_default().max(1).to_string(),
        spec::Type::Boolean => "true".to_owned(),
        spec::Type::Phone => "+491234567890".to_owned(),
        spec::Type::Digits => "1".to_owned(),
        spec::Type::SipUri => "sip:ann@example.com".to_owned(),
        _ => "example".to_owned(),
    }
}
