//! Rules about the names of elements: unknown, misspelt, out of place, of another service.

use super::finding::{Finding, words};
use super::foreign;
use super::nearest::{nearest, other_case};
use super::options::Usage;
use super::rule::Rule;
use super::walk::{Checker, Place, Spot};
use crate::laml::element::Element;
use crate::laml::rules::{Channel, ElementKind, ElementRule, Origin};

impl Checker<'_> {
    /// Returns what the outermost element means.
    pub(super) fn root(&mut self, root: &Element) -> Option<&'static ElementRule> {
        let rule =
            self.schema.root(self.options.for_channel().unwrap_or_else(|| self.guess_channel(root)))?;
        if root.name == rule.name {
            return Some(rule);
        }
        if root.name.eq_ignore_ascii_case(rule.name) {
            self.report(Spot::Element, wrong_case("element", &root.name, rule.name));
            return Some(rule);
        }
        let message = format!("the outermost element is {}", shown(&root.name));
        let finding = Finding::new(Rule::WrongRoot, message).found(&root.name).allowed(words([rule.name]));
        self.report(Spot::Element, finding);
        None
    }

    /// Takes a document for one for messages when it holds a verb that only these have, and none that they lack.
    fn guess_channel(&self, root: &Element) -> Channel {
        let has = |channel, child: &Element| {
            self.schema.root(channel).is_some_and(|rule| self.schema.child(rule, &child.name).is_some())
        };
        let mut only_messaging = false;
        for child in root.elements() {
            match (has(Channel::Voice, child), has(Channel::Messaging, child)) {
                (true, false) => return Channel::Voice,
                (false, true) => only_messaging = true,
                _ => {}
            }
        }
        if only_messaging { Channel::Messaging } else { Channel::Voice }
    }

    /// Returns what the tag of a child means. What is not known is reported, and not looked into.
    pub(super) fn resolve(&mut self, parent: Place<'_>, child: &Element) -> Option<&'static ElementRule> {
        let name = &*child.name;
        if let Some(rule) = self.schema.child(parent.rule, name) {
            self.known(parent, rule);
            return Some(rule);
        }
        if parent.rule.free_children {
            return None;
        }
        if foreign::is_element(name, Some(parent.rule)) {
            self.only_twilio(name);
            return None;
        }
        if let Some(rule) = self.schema.named(name).first() {
            self.misplaced(parent.rule, name);
            return Some(rule);
        }
        self.stranger(parent.rule, name)
    }

    fn known(&mut self, parent: Place<'_>, rule: &'static ElementRule) {
        if rule.origin == Origin::SignalWire && self.options.for_twilio() {
            let message = format!("{} is known only to SignalWire", rule.name);
            self.report(Spot::Element, Finding::new(Rule::OtherService, message).found(rule.name));
        }
        if parent.rule.kind == ElementKind::Root {
            self.usage(rule);
        }
    }

    fn only_twilio(&mut self, name: &str) {
        if !self.options.only_twilio() {
            let message = format!("{} is known only to Twilio", shown(name));
            self.report(Spot::Element, Finding::new(Rule::OtherService, message).found(name));
        }
    }

    fn misplaced(&mut self, parent: &ElementRule, name: &str) {
        let message = format!("{name} may not stand in {}", described(parent));
        let parents: Vec<String> = self.schema.parents(name).into_iter().map(described).collect();
        let finding = Finding::new(Rule::ForbiddenNesting, message).found(name);
        let finding = if parents.is_empty() {
            finding
        } else {
            finding.hint(format!("it may stand in {}", parents.join(", ")))
        };
        self.report(Spot::Element, finding);
    }

    /// Deals with a tag that the table lacks.
    fn stranger(&mut self, parent: &'static ElementRule, name: &str) -> Option<&'static ElementRule> {
        if foreign::is_element(name, None) {
            self.only_twilio(name);
            return None;
        }
        if foreign::is_retired(name) {
            let message = format!("{name} is no longer documented");
            self.report(Spot::Element, Finding::new(Rule::Retired, message).found(name));
            return None;
        }
        let children = || self.schema.children(parent);
        if let Some(right) = other_case(name, children().chain(self.schema.names())) {
            self.report(Spot::Element, wrong_case("element", name, right));
            let named = self.schema.named(right).first().copied();
            return self.schema.child(parent, right).or(named);
        }
        let first = name.chars().next().unwrap_or_default();
        let elsewhere = || {
            self.schema
                .names()
                .filter(|other| other.starts_with(|own: char| own.eq_ignore_ascii_case(&first)))
        };
        let meant = nearest(name, children()).or_else(|| nearest(name, elsewhere()));
        let mut finding =
            Finding::new(Rule::UnknownElement, format!("{} is not an element of LaML", shown(name)));
        finding = finding.found(name).meant(meant);
        if !parent.children.is_empty() {
            finding = finding.allowed(words(children()));
        }
        self.report(Spot::Element, finding);
        None
    }

    /// Checks whether a verb may stand in a document that is used as this one is.
    fn usage(&mut self, rule: &ElementRule) {
        let (place, allowed): (&str, &[&str]) = match self.options.used_for() {
            Usage::Screening if rule.id == "Dial" => ("the url of a noun in Dial", &[]),
            Usage::ConferenceWait => ("the waitUrl of a Conference", &["Play", "Pause", "Redirect"]),
            Usage::QueueWait => (
                "the waitUrl of an Enqueue",
                &["Play", "Say", "Pause", "Hangup", "Redirect", "Leave", "Gather"],
            ),
            Usage::Call | Usage::Screening => return,
        };
        if allowed.contains(&rule.id) {
            return;
        }
        let message = format!("{} may not stand in a document that {place} leads to", rule.name);
        let finding = Finding::new(Rule::ForbiddenVerb, message).found(rule.name);
        let finding =
            if allowed.is_empty() { finding } else { finding.allowed(words(allowed.iter().copied())) };
        self.report(Spot::Element, finding);
    }
}

/// Says that a name is right but for capitals.
pub(super) fn wrong_case(what: &str, found: &str, right: &str) -> Finding {
    let message = format!("the {what} {} is written with other capitals", shown(found));
    Finding::new(Rule::WrongCase, message)
        .found(found)
        .allowed(words([right]))
        .hint(format!("write `{right}`"))
}

/// Quotes a name from the document.
pub(super) fn shown(name: &str) -> String {
    format!("`{}`", super::finding::excerpt(name))
}

fn described(rule: &ElementRule) -> String {
    match (rule.kind, rule.channel) {
        (ElementKind::Root, Channel::Messaging) => format!("a {} to a message", rule.name),
        _ => rule.name.to_owned(),
    }
}
