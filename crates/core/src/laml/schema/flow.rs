//! Rules about the way that a call takes through documents: what never runs, and what runs for ever.

use url::Url;

use super::finding::Finding;
use super::options::{Address, Usage};
use super::placeholder::{self, Placeholders};
use super::rule::Rule;
use super::walk::{Checker, Place, Spot, own_text};
use crate::laml::rules::ElementKind;

/// Verbs that ask for their own document when they have no action.
const ASK_AGAIN: &[&str] = &["Gather", "Record", "Pay"];

/// Verbs after which the call goes on with the next verb, unless they have an action.
const UNLESS_ACTION: &[&str] = &["Dial", "Enqueue", "Refer", "Connect", "Sms"];

/// Whether the verbs still run.
#[derive(Debug, Default)]
pub(super) struct Flow {
    ended_by: Option<String>,
    reported: bool,
}

impl Checker<'_> {
    /// Checks whether a verb, or a prompt, can run after those before it. Only the first that cannot is reported.
    pub(super) fn order(&mut self, flow: &mut Flow, place: Place<'_>) {
        if place.rule.kind != ElementKind::Verb {
            return;
        }
        match &flow.ended_by {
            None => flow.ended_by = self.end(place),
            Some(_) if flow.reported => {}
            Some(reason) => {
                let message = format!("{} never runs: {reason}", place.rule.name);
                flow.reported = true;
                self.report(Spot::Element, Finding::new(Rule::Unreachable, message));
            }
        }
    }

    /// Says why no verb after this one runs.
    fn end(&self, place: Place<'_>) -> Option<String> {
        let (rule, name) = (place.rule, place.rule.name);
        let is =
            |attribute_name: &str, value: &str| place.element.attribute_value(attribute_name) == Some(value);
        let acts = place.element.attribute_value("action").is_some();
        match rule.id {
            "Record" | "Pay" => Some(format!("{name} asks for another document when it is done")),
            "Gather" if is("actionOnEmptyResult", "true") => {
                Some("Gather asks for another document even without input".to_owned())
            }
            "Gather" => None,
            "Say" | "Play" if is("loop", "0") => Some(format!("{name} is repeated until the call ends")),
            "Leave" if self.options.used_for() == Usage::QueueWait => Some("Leave ends the wait".to_owned()),
            id if acts && UNLESS_ACTION.contains(&id) => Some(format!("the action of {name} takes over")),
            id if rule.terminal || id == "Hangup" => Some(format!("{name} ends the document")),
            _ => None,
        }
    }

    /// Checks whether a verb leads back to its own document.
    pub(super) fn loops(&mut self, place: Place<'_>) {
        let name = place.rule.name;
        if place.rule.id == "Redirect" {
            self.redirect(place);
        } else if ASK_AGAIN.contains(&place.rule.id) {
            let action = place.element.attribute_value("action");
            if self.is_own(action.unwrap_or_default()) {
                let spot = action.map_or(Spot::Element, |_| Spot::Attribute("action"));
                let how =
                    if action.is_some() { "whose action is the document itself" } else { "without action" };
                let message = format!("a {name} {how} asks for this document again");
                let finding = Finding::new(Rule::DocumentLoop, message);
                self.report(spot, finding.hint("set action to a document that goes on from there"));
            }
        }
    }

    fn redirect(&mut self, place: Place<'_>) {
        let text: String = own_text(place.element).collect();
        if self.is_own(text.trim()) {
            let finding = Finding::new(Rule::RedirectToItself, "the Redirect leads to its own document");
            self.report(Spot::Text, finding.found(text.trim()).hint("name another document"));
        }
    }

    /// Says whether a URL is certainly that of the document.
    fn is_own(&self, url: &str) -> bool {
        if url.is_empty() {
            return true;
        }
        let Address::At(base) = self.options.address() else { return false };
        let same = |url: Url| without_fragment(url) == without_fragment(base.clone());
        placeholder::look(url) == Placeholders::None && base.join(url).is_ok_and(same)
    }
}

fn without_fragment(mut url: Url) -> Url {
    url.set_fragment(None);
    url
}
