//! The way through the tree, and the path to each finding.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::beside::Siblings;
use super::finding::{Finding, excerpt};
use super::flow::Flow;
use super::options::CheckOptions;
use super::rule::Rule;
use super::table::{SCHEMA, Schema};
use crate::laml::element::Element;
use crate::laml::node::{Attribute, Node, Position};
use crate::laml::rules::ElementRule;

/// Elements nested deeper are not checked.
const DEEPEST: usize = 100;

/// More findings help nobody.
const MOST_FINDINGS: usize = 1_000;

/// Walks a tree and collects findings.
#[derive(Debug)]
pub(super) struct Checker<'a> {
    pub(super) options: &'a CheckOptions,
    pub(super) schema: &'static Schema,
    trail: Vec<Step<'a>>,
    visited: usize,
    findings: Vec<(usize, Finding)>,
}

/// One element on the way from the root.
#[derive(Debug)]
struct Step<'a> {
    element: &'a Element,
    /// Which of the siblings of its name it is, counted from 1.
    index: usize,
    /// How many elements were visited before.
    order: usize,
}

/// An element, what the specification says of it, and what it stands in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'a> {
    pub(super) element: &'a Element,
    pub(super) rule: &'static ElementRule,
    pub(super) parent: Option<&'static ElementRule>,
}

/// Which part of an element a finding is about.
#[derive(Clone, Copy, Debug)]
pub(super) enum Spot<'a> {
    Element,
    Attribute(&'a str),
    Text,
}

impl<'a> Checker<'a> {
    pub(super) fn new(options: &'a CheckOptions) -> Self {
        Self { options, schema: &SCHEMA, trail: Vec::new(), visited: 0, findings: Vec::new() }
    }

    /// Checks a whole tree.
    pub(super) fn tree(&mut self, root: &'a Element) {
        self.enter(root, 0);
        if let Some(rule) = self.root(root) {
            self.element(Place { element: root, rule, parent: None });
        }
        self.trail.pop();
    }

    /// Returns what was found, in the order of the document.
    pub(super) fn finish(mut self) -> Vec<Finding> {
        self.findings.sort_by_key(|(order, _)| *order);
        self.findings.into_iter().map(|(_, finding)| finding).collect()
    }

    /// Adds a finding about the element that is being checked.
    pub(super) fn report(&mut self, spot: Spot<'_>, mut finding: Finding) {
        if self.is_full() {
            return;
        }
        finding.path = self.path(spot);
        let here = self.trail.last();
        if let Some(position) = here.and_then(|step| step.position(spot)) {
            (finding.line, finding.column) = (Some(position.line), Some(position.column));
        }
        self.findings.push((here.map_or(0, |step| step.order), finding));
    }

    /// Checks an element with what is in it. Returns the length of its text, in characters.
    fn element(&mut self, place: Place<'a>) -> usize {
        self.attributes(place);
        self.text(place);
        self.effects(place);
        self.loops(place);
        let length = own_text(place.element).map(|text| text.trim().chars().count()).sum::<usize>();
        let length = length + self.children(place);
        self.text_length(place, length);
        length
    }

    fn children(&mut self, parent: Place<'a>) -> usize {
        let mut length = 0;
        let mut counts: HashMap<&str, usize> = HashMap::new();
        let (mut siblings, mut flow) = (Siblings::default(), Flow::default());
        for child in parent.element.elements() {
            if self.is_full() {
                break;
            }
            let index = counts.entry(&child.name).or_default();
            *index += 1;
            self.enter(child, *index);
            if let Some(rule) = self.resolve(parent, child) {
                let place = Place { element: child, rule, parent: Some(parent.rule) };
                self.beside(&mut siblings, rule);
                self.order(&mut flow, place);
                length += self.deeper(place);
            }
            self.trail.pop();
        }
        length
    }

    fn deeper(&mut self, place: Place<'a>) -> usize {
        if self.trail.len() <= DEEPEST {
            return self.element(place);
        }
        let message = format!("{} is nested more than {DEEPEST} deep", place.rule.name);
        self.report(Spot::Element, Finding::new(Rule::NestedTooDeep, message));
        0
    }

    fn enter(&mut self, element: &'a Element, index: usize) {
        self.visited += 1;
        self.trail.push(Step { element, index, order: self.visited });
    }

    /// Says whether there are enough findings.
    pub(super) fn is_full(&self) -> bool {
        self.findings.len() >= MOST_FINDINGS
    }

    fn path(&self, spot: Spot<'_>) -> String {
        let mut path = String::new();
        for step in &self.trail {
            path.push('/');
            path.push_str(&excerpt(&step.element.name));
            if step.index > 0 {
                // Writing to a string cannot fail.
                let _ = write!(path, "[{}]", step.index);
            }
        }
        match spot {
            Spot::Element => {}
            Spot::Attribute(name) => {
                path.push_str("/@");
                path.push_str(&excerpt(name));
            }
            Spot::Text => path.push_str("/text()"),
        }
        path
    }
}

impl Step<'_> {
    /// Returns where a part of the element was parsed, or the element itself.
    fn position(&self, spot: Spot<'_>) -> Option<Position> {
        let element = self.element;
        let part = match spot {
            Spot::Element => None,
            Spot::Attribute(name) => {
                element.attributes.iter().find(|own| own.name == name).and_then(Attribute::position)
            }
            Spot::Text => element.children.iter().find(|node| is_words(node)).and_then(Node::position),
        };
        part.or(element.position)
    }
}

fn is_words(node: &Node) -> bool {
    node.as_text().is_some_and(|text| !text.trim().is_empty())
}

/// Returns the pieces of text directly in an element.
pub(super) fn own_text(element: &Element) -> impl Iterator<Item = &str> {
    element.children.iter().filter_map(Node::as_text)
}
