//! The table of the specification, ready to be asked.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::laml::generated::table::ELEMENTS;
use crate::laml::rules::{AttributeRule, Channel, ElementKind, ElementRule};

/// The table.
pub(super) static SCHEMA: LazyLock<Schema> = LazyLock::new(|| Schema::of(ELEMENTS));

/// The table by id, and by tag.
#[derive(Debug)]
pub(super) struct Schema {
    elements: &'static [ElementRule],
    by_id: HashMap<&'static str, &'static ElementRule>,
    by_name: HashMap<&'static str, Vec<&'static ElementRule>>,
}

impl Schema {
    fn of(elements: &'static [ElementRule]) -> Self {
        let by_id = elements.iter().map(|rule| (rule.id, rule)).collect();
        let mut by_name: HashMap<_, Vec<_>> = HashMap::new();
        for rule in elements {
            by_name.entry(rule.name).or_default().push(rule);
        }
        Self { elements, by_id, by_name }
    }

    /// Returns the outermost element of a document for calls or for messages.
    pub(super) fn root(&self, channel: Channel) -> Option<&'static ElementRule> {
        self.elements.iter().find(|rule| rule.kind == ElementKind::Root && rule.channel == channel)
    }

    /// Returns what a tag means in a parent, if it may stand there.
    pub(super) fn child(&self, parent: &ElementRule, name: &str) -> Option<&'static ElementRule> {
        self.named(name).iter().copied().find(|rule| parent.children.contains(&rule.id))
    }

    /// Returns what a tag can mean.
    pub(super) fn named(&self, name: &str) -> &[&'static ElementRule] {
        self.by_name.get(name).map_or(&[], Vec::as_slice)
    }

    /// Returns the tags that may stand in an element.
    pub(super) fn children(&self, parent: &'static ElementRule) -> impl Iterator<Item = &'static str> {
        parent.children.iter().filter_map(|id| self.by_id.get(id)).map(|rule| rule.name)
    }

    /// Returns every tag.
    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> {
        self.elements.iter().map(|rule| rule.name)
    }

    /// Returns the elements that a tag may stand in.
    pub(super) fn parents(&self, name: &str) -> Vec<&'static ElementRule> {
        let meanings = self.named(name);
        let holds = |parent: &&ElementRule| meanings.iter().any(|rule| parent.children.contains(&rule.id));
        self.elements.iter().filter(holds).collect()
    }
}

impl ElementRule {
    /// Returns what the specification says of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&'static AttributeRule> {
        self.attributes.iter().find(|rule| rule.name == name)
    }
}
