//! `laml.toml`: elements, attributes and the words that attributes take.

use std::collections::HashSet;

use indexmap::IndexMap;
use serde::Deserialize;
use toml::Spanned;

use super::{File, Origin, check_doc, check_enumeration};
use crate::problem::Problems;
use crate::words::{camel, snake};

/// What every element's type has beside its setters.
const OWN_METHODS: [&str; 8] =
    ["new", "text", "add", "raw", "comment", "attribute", "element", "from_element"];

const NO_TWILIO: &str = "what only Twilio documents stays out";

/// The whole file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Laml {
    #[serde(rename = "element")]
    pub(crate) elements: IndexMap<Spanned<String>, Element>,
    #[serde(rename = "enum")]
    pub(crate) enumerations: IndexMap<Spanned<String>, Enumeration>,
}

/// One element.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Element {
    pub(crate) tag: Option<String>,
    pub(crate) class: Option<String>,
    pub(crate) kind: Kind,
    #[serde(default)]
    pub(crate) channel: Channel,
    pub(crate) origin: Origin,
    pub(crate) mycpaas: Mycpaas,
    #[serde(default)]
    pub(crate) text: Text,
    pub(crate) text_type: Option<Spanned<Type>>,
    pub(crate) text_name: Option<Spanned<String>>,
    #[serde(default)]
    pub(crate) text_values: Vec<String>,
    pub(crate) text_max: Option<u32>,
    pub(crate) text_example: Option<String>,
    #[serde(default)]
    pub(crate) children: Vec<Spanned<String>>,
    #[serde(default)]
    pub(crate) free_children: bool,
    pub(crate) max_per_parent: Option<u32>,
    #[serde(default)]
    pub(crate) excludes: Vec<Spanned<String>>,
    #[serde(default)]
    pub(crate) terminal: bool,
    pub(crate) new: Option<Vec<Spanned<String>>>,
    pub(crate) doc: Spanned<String>,
    #[serde(default)]
    pub(crate) attributes: IndexMap<Spanned<String>, Attribute>,
}

/// One attribute.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Attribute {
    #[serde(rename = "type")]
    pub(crate) kind: Spanned<Type>,
    pub(crate) origin: Origin,
    #[serde(default)]
    pub(crate) required: bool,
    pub(crate) values: Option<Spanned<String>>,
    #[serde(default)]
    pub(crate) open: bool,
    pub(crate) item: Option<Spanned<Type>>,
    #[serde(default)]
    pub(crate) also: Vec<String>,
    pub(crate) separator: Option<Spanned<String>>,
    pub(crate) default: Option<Spanned<String>>,
    pub(crate) min: Option<i64>,
    pub(crate) max: Option<i64>,
    pub(crate) max_length: Option<u32>,
    pub(crate) item_max_length: Option<u32>,
    pub(crate) max_items: Option<u32>,
    pub(crate) alphabet: Option<String>,
    #[serde(default)]
    pub(crate) schemes: Vec<String>,
    pub(crate) example: Option<Spanned<String>>,
    #[serde(default)]
    pub(crate) without_text: bool,
    pub(crate) doc: Spanned<String>,
}

/// Words that attributes take, each with its meaning.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Enumeration {
    pub(crate) doc: Spanned<String>,
    pub(crate) values: IndexMap<Spanned<String>, Spanned<String>>,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    Root,
    Verb,
    Noun,
    Ssml,
}

#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Channel {
    #[default]
    Voice,
    Messaging,
}

/// Whether mycpaas's own pages name the element.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Mycpaas {
    Named,
    Inferred,
}

#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Text {
    #[default]
    None,
    Optional,
    Required,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Type {
    String,
    Url,
    Integer,
    Decimal,
    Boolean,
    Enumeration,
    List,
    Method,
    Digits,
    Phone,
    SipUri,
}

impl File for Laml {
    const NAME: &'static str = "laml.toml";

    fn check(&self, problems: &mut Problems<'_>) {
        for (id, element) in &self.elements {
            self.check_element(id, element, problems);
            for (name, attribute) in &element.attributes {
                self.check_attribute(name, attribute, problems);
            }
        }
        self.check_names(problems);
        for (name, enumeration) in &self.enumerations {
            check_enumeration(name, enumeration, problems);
            problems.require(self.uses(name.get_ref()), name.span(), "no attribute uses it");
        }
    }
}

impl Laml {
    fn knows(&self, id: &str) -> bool {
        self.elements.keys().any(|known| known.get_ref() == id)
    }

    fn uses(&self, enumeration: &str) -> bool {
        let attributes = self.elements.values().flat_map(|element| element.attributes.values());
        attributes.filter_map(|attribute| attribute.values.as_ref()).any(|name| name.get_ref() == enumeration)
    }

    /// The words of an enumeration, or nothing for an attribute that takes any.
    pub(crate) fn words(&self, attribute: &Attribute) -> Vec<&str> {
        let Some(name) = &attribute.values else { return Vec::new() };
        let found = self.enumerations.iter().find(|(known, _)| known.get_ref() == name.get_ref());
        found.map_or_else(Vec::new, |(_, found)| {
            found.values.keys().map(|word| word.get_ref().as_str()).collect()
        })
    }

    /// Types of one language share a name space, and so do setters of one type.
    fn check_names(&self, problems: &mut Problems<'_>) {
        let classes = self
            .elements
            .iter()
            .map(|(id, element)| (id, element.class.clone().unwrap_or_else(|| camel(id.get_ref()))));
        let enumerations = self.enumerations.keys().map(|name| (name, name.get_ref().clone()));
        let mut seen = HashSet::new();
        for (name, class) in classes.chain(enumerations) {
            problems.require(
                !seen.contains(&class),
                name.span(),
                format_args!("another type is called {class}"),
            );
            seen.insert(class);
        }
        for element in self.elements.values() {
            let mut seen: HashSet<String> = OWN_METHODS.iter().map(|name| (*name).to_owned()).collect();
            for name in element.attributes.keys() {
                let setter = snake(name.get_ref());
                problems.require(
                    seen.insert(setter),
                    name.span(),
                    "another method has the name of its setter",
                );
            }
        }
    }

    /// Whether both of two elements say that they exclude the other.
    fn excludes_twice(&self, id: &str, other: &str) -> bool {
        let found = self.elements.iter().find(|(known, _)| known.get_ref() == other);
        found.is_some_and(|(_, found)| found.excludes.iter().any(|excluded| excluded.get_ref() == id))
    }

    fn check_element(&self, id: &Spanned<String>, element: &Element, problems: &mut Problems<'_>) {
        check_doc(&element.doc, true, problems);
        problems.require(element.origin != Origin::Twilio, id.span(), NO_TWILIO);
        let mut names = element.children.iter().chain(&element.excludes).collect::<Vec<_>>();
        for name in &names {
            problems.require(
                self.knows(name.get_ref()),
                name.span(),
                format_args!("there is no element {name:?}", name = name.get_ref()),
            );
        }
        let before = names.len();
        names.sort_by_key(|name| name.get_ref());
        names.dedup_by_key(|name| name.get_ref());
        problems.require(names.len() == before, id.span(), "a name comes twice in its children or excludes");
        for name in &element.excludes {
            let twice = self.excludes_twice(id.get_ref(), name.get_ref());
            problems.require(
                !twice,
                name.span(),
                "the other one excludes it already; a pair is written once",
            );
        }
        let held = |parent: &Element| parent.children.iter().any(|child| child.get_ref() == id.get_ref());
        let reachable = element.kind == Kind::Root || self.elements.values().any(held);
        problems.require(reachable, id.span(), "it may stand nowhere");
        let texted = element.text_type.is_some();
        problems.require(texted == (element.text != Text::None), id.span(), "text and text_type go together");
        if let Some(name) = &element.text_name {
            let text = name.get_ref();
            problems.require(texted, name.span(), "text_name and text_type go together");
            problems.require(*text == snake(text), name.span(), "text_name is in snake_case");
            let mut others = element.attributes.keys().map(|attribute| snake(attribute.get_ref()));
            let taken = text == "extra" || others.any(|other| other == *text);
            problems.require(!taken, name.span(), "another argument is called as the text is");
        }
        for name in element.new.iter().flatten() {
            let known = match name.get_ref().as_str() {
                "text" => element.text != Text::None,
                other => element.attributes.keys().any(|attribute| attribute.get_ref() == other),
            };
            problems.require(known, name.span(), "new takes `text` and attributes of the element");
        }
    }

    fn check_attribute(&self, name: &Spanned<String>, attribute: &Attribute, problems: &mut Problems<'_>) {
        check_doc(&attribute.doc, false, problems);
        let span = name.span();
        problems.require(attribute.origin != Origin::Twilio, span.clone(), NO_TWILIO);
        let kind = *attribute.kind.get_ref();
        let numbers = matches!(kind, Type::Integer | Type::Decimal) || attribute.item.is_some();
        let bounded = attribute.min.is_some() || attribute.max.is_some();
        problems.require(numbers || !bounded, span.clone(), "min and max are for numbers");
        if let (Some(min), Some(max)) = (attribute.min, attribute.max) {
            problems.require(min <= max, span.clone(), format_args!("min {min} is above max {max}"));
        }
        let listed = kind == Type::List;
        problems.require(
            listed == attribute.separator.is_some(),
            span.clone(),
            "a list, and nothing else, has a separator",
        );
        if let Some(values) = &attribute.values {
            let known = self.enumerations.keys().any(|known| known.get_ref() == values.get_ref());
            problems.require(known, values.span(), format_args!("there is no enum {:?}", values.get_ref()));
        }
        let worded = matches!(kind, Type::Enumeration | Type::Method);
        problems.require(!worded || attribute.values.is_some(), span, "has no values");
        for value in attribute.default.iter().chain(&attribute.example) {
            self.check_value(attribute, value, problems);
        }
    }

    fn check_value(&self, attribute: &Attribute, value: &Spanned<String>, problems: &mut Problems<'_>) {
        let text = value.get_ref().as_str();
        let words = self.words(attribute);
        let closed = !words.is_empty() && !attribute.open;
        let separator = attribute.separator.as_ref().map_or("", |separator| separator.get_ref());
        let items = if separator.is_empty() { vec![text] } else { text.split(separator).collect() };
        let fits = |item: &&str| match attribute.item.as_ref().unwrap_or(&attribute.kind).get_ref() {
            _ if attribute.also.iter().any(|word| word == item) => true,
            Type::Boolean => matches!(*item, "true" | "false"),
            Type::Integer => item.parse().is_ok_and(|number: i64| in_range(attribute, number)),
            Type::Decimal => item.parse::<f64>().is_ok(),
            _ => !closed || words.contains(item),
        };
        for item in items.iter().filter(|item| !fits(item)) {
            problems.add(value.span(), format_args!("{item:?} is not a value that the attribute may have"));
        }
    }
}

fn in_range(attribute: &Attribute, number: i64) -> bool {
    attribute.min.is_none_or(|min| min <= number) && attribute.max.is_none_or(|max| number <= max)
}
