//! Rules about text.

use super::finding::{Finding, words};
use super::placeholder::{self, Placeholders};
use super::rule::Rule;
use super::walk::{Checker, Place, Spot, own_text};
use crate::laml::rules::{AttributeRule, ElementKind, ElementRule, TextRule, ValueType};

/// Verbs and nouns that do nothing when they are empty. Redirect, which leads to itself then, has a rule of its own.
const EMPTY: &[&str] =
    &["Say", "Play", "Dial", "Sip", "Enqueue", "Message", "Connect", "Start", "Stop", "Refer"];

impl Checker<'_> {
    pub(super) fn text(&mut self, place: Place<'_>) {
        let rule = place.rule;
        let text: String = own_text(place.element).collect();
        let text = text.trim();
        match (rule.text, text.is_empty()) {
            (TextRule::None, false) => self.stray(rule, text),
            (TextRule::Required, true) if rule.id != "Redirect" => {
                let message = format!("{} lacks its text", rule.name);
                let finding = Finding::new(Rule::MissingText, message);
                let allowed = rule.text_values;
                let finding = if allowed.is_empty() {
                    finding
                } else {
                    finding.allowed(words(allowed.iter().copied()))
                };
                self.report(Spot::Text, finding);
            }
            (TextRule::Optional | TextRule::Required, false) => self.content(place, text),
            (_, true) => {}
        }
        if text.is_empty() && place.element.elements().next().is_none() {
            self.empty(place);
        }
    }

    fn stray(&mut self, rule: &ElementRule, text: &str) {
        let message = format!("{} may not hold text", rule.name);
        let finding = Finding::new(Rule::StrayText, message).found(text);
        let speaks = rule.kind == ElementKind::Root || rule.children.contains(&"Say");
        self.report(Spot::Text, if speaks { finding.hint("put it into a Say") } else { finding });
    }

    /// Checks text where text may be.
    fn content(&mut self, place: Place<'_>, text: &str) {
        let rule = place.rule;
        let nouns = place.element.elements().next().is_some();
        if rule.id == "Dial" && nouns {
            let finding = Finding::new(Rule::TextBesideNouns, "Dial holds a bare number as well as nouns");
            self.report(Spot::Text, finding.found(text).hint("put the number into a Number"));
        }
        if rule.text_type == ValueType::String {
            if placeholder::look(text) == Placeholders::Unclosed {
                self.report(Spot::Text, placeholder::unclosed(text));
            }
            return;
        }
        self.value(rule, &as_attribute(rule), Spot::Text, text);
    }

    fn empty(&mut self, place: Place<'_>) {
        let rule = place.rule;
        if rule.id == "Gather" {
            let message = "Gather holds no prompt: the caller hears nothing while it waits";
            self.report(
                Spot::Element,
                Finding::new(Rule::EmptyGather, message).hint("put a Say or Play into it"),
            );
        }
        let idle = EMPTY.contains(&rule.id) && rule.text != TextRule::Required;
        if idle && !(rule.id == "Play" && place.element.attribute_value("digits").is_some()) {
            let finding = Finding::new(Rule::NothingToDo, format!("{} is empty and does nothing", rule.name));
            self.report(Spot::Element, finding);
        }
    }

    /// Checks the length of the text of an element and of those in it.
    pub(super) fn text_length(&mut self, place: Place<'_>, length: usize) {
        let Some(max) = place.rule.text_max else { return };
        if u32::try_from(length).is_ok_and(|length| length <= max) {
            return;
        }
        let message = format!("the text of {} has {length} characters", place.rule.name);
        self.report(
            Spot::Text,
            Finding::new(Rule::TextTooLong, message).allowed(format!("{max} characters")),
        );
    }
}

/// Returns the rule of a text as that of an attribute.
fn as_attribute(rule: &ElementRule) -> AttributeRule {
    AttributeRule {
        name: rule.name,
        origin: rule.origin,
        value: rule.text_type,
        required: false,
        values: rule.text_values,
        open: false,
        also: &[],
        separator: " ",
        default: None,
        min: None,
        max: None,
        max_length: None,
        item_max_length: None,
        max_items: None,
        alphabet: None,
        schemes: &[],
    }
}
