//! Rules about the names of attributes.

use super::finding::{Finding, words};
use super::foreign;
use super::names::{shown, wrong_case};
use super::nearest::{nearest, other_case};
use super::rule::Rule;
use super::walk::{Checker, Place, Spot};
use crate::laml::node::Attribute;
use crate::laml::rules::{AttributeRule, ElementRule, Origin};

impl Checker<'_> {
    pub(super) fn attributes(&mut self, place: Place<'_>) {
        for attribute in &place.element.attributes {
            if self.is_full() {
                break;
            }
            if !belongs_to_xml(&attribute.name) {
                self.attribute(place.rule, attribute);
            }
        }
        for rule in place.rule.attributes.iter().filter(|rule| rule.required) {
            let is_it = |attribute: &Attribute| attribute.name.eq_ignore_ascii_case(rule.name);
            if !place.element.attributes.iter().any(is_it) {
                let message = format!("{} lacks the attribute `{}`", place.rule.name, rule.name);
                self.report(Spot::Element, Finding::new(Rule::MissingAttribute, message));
            }
        }
    }

    fn attribute(&mut self, element: &'static ElementRule, attribute: &Attribute) {
        let (name, value) = (&*attribute.name, &*attribute.value);
        match element.attribute(name) {
            Some(rule) => {
                self.origin(element, rule);
                self.value(element, rule, Spot::Attribute(name), value);
            }
            None => self.strange_attribute(element, name, value),
        }
    }

    fn origin(&mut self, element: &ElementRule, rule: &AttributeRule) {
        let only_here = rule.origin == Origin::SignalWire && element.origin != Origin::SignalWire;
        if only_here && self.options.for_twilio() {
            let message = format!("`{}` of {} is known only to SignalWire", rule.name, element.name);
            self.report(
                Spot::Attribute(rule.name),
                Finding::new(Rule::OtherService, message).found(rule.name),
            );
        }
    }

    /// Deals with an attribute that the table lacks.
    fn strange_attribute(&mut self, element: &'static ElementRule, name: &str, value: &str) {
        let spot = Spot::Attribute(name);
        if foreign::is_attribute(element, name) {
            if !self.options.only_twilio() {
                let message = format!("`{name}` of {} is known only to Twilio", element.name);
                self.report(spot, Finding::new(Rule::OtherService, message).found(name));
            }
            return;
        }
        let names = || element.attributes.iter().map(|rule| rule.name);
        if let Some(right) = other_case(name, names()) {
            self.report(spot, wrong_case("attribute", name, right));
            if let Some(rule) = element.attribute(right) {
                self.value(element, rule, spot, value);
            }
            return;
        }
        let message = format!("{} is not an attribute of {}", shown(name), element.name);
        let finding = Finding::new(Rule::UnknownAttribute, message).found(name).meant(nearest(name, names()));
        let none = element.attributes.is_empty();
        self.report(spot, if none { finding } else { finding.allowed(words(names())) });
    }
}

/// Says whether an attribute is about XML itself.
fn belongs_to_xml(name: &str) -> bool {
    name == "xmlns" || name == "xml:space" || name.starts_with("xmlns:") || name.starts_with("xsi:")
}
