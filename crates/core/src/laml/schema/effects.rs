//! Rules about attributes that do nothing.

use super::finding::Finding;
use super::placeholder::{self, Placeholders};
use super::rule::Rule;
use super::walk::{Checker, Place, Spot};
use crate::laml::rules::ElementRule;

/// Attributes of Gather that matter for one kind of input only.
const SPEECH: &[&str] = &["language", "hints", "profanityFilter", "speechTimeout", "speechModel", "enhanced"];
const DIGITS: &[&str] = &["numDigits", "finishOnKey"];

impl Checker<'_> {
    pub(super) fn effects(&mut self, place: Place<'_>) {
        for attribute in &place.element.attributes {
            let name = &*attribute.name;
            if let Some(reason) = idle(place, name) {
                let message = format!("`{name}` has no effect {reason}");
                self.report(Spot::Attribute(name), Finding::new(Rule::NoEffect, message).found(name));
            }
        }
    }
}

/// Says why an attribute does nothing.
fn idle(place: Place<'_>, name: &str) -> Option<String> {
    let get = |name: &str| place.element.attribute_value(name);
    let in_gather = place.parent.is_some_and(|parent| parent.id == "Gather");
    match place.rule.id {
        "Play" if name == "digits" && in_gather => Some("in a Gather".to_owned()),
        "Gather" if SPEECH.contains(&name) && !takes(get("input"), "speech") => {
            Some("unless `input` holds `speech`".to_owned())
        }
        "Gather" if DIGITS.contains(&name) && !takes(get("input"), "dtmf") => {
            Some("unless `input` holds `dtmf`".to_owned())
        }
        "Record"
            if name == "transcribeCallback" && get("transcribe").is_none_or(|value| value == "false") =>
        {
            Some("unless `transcribe` is `true`".to_owned())
        }
        "Dial" | "Conference" if name == "recordingStatusCallback" => {
            let off = get("record").is_none_or(|value| value == "do-not-record");
            off.then(|| "unless `record` says to record".to_owned())
        }
        _ => orphan(place, name),
    }
}

/// Says whether a Gather takes this kind of input.
fn takes(input: Option<&str>, kind: &str) -> bool {
    let input = input.unwrap_or("dtmf");
    placeholder::look(input) != Placeholders::None || input.split([' ', ',']).any(|word| word == kind)
}

/// Says which URL is missing that a method or a choice of events belongs to.
fn orphan(place: Place<'_>, name: &str) -> Option<String> {
    let url = url_of(place.rule, name)?;
    place.element.attribute_value(url).is_none().then(|| format!("without `{url}`"))
}

fn url_of(rule: &ElementRule, name: &str) -> Option<&'static str> {
    // These ask for their own document when they have no action.
    let own_document = matches!(rule.id, "Gather" | "Record" | "Pay");
    if name == "method" {
        let url = rule.attribute("action").or_else(|| rule.attribute("url"));
        return url.filter(|_| !own_document).map(|url| url.name);
    }
    let stem = name.strip_suffix("Method").or_else(|| name.strip_suffix("Event"))?;
    let url = rule.attribute(stem).or_else(|| rule.attribute(&format!("{stem}Url")))?;
    (url.name != name).then_some(url.name)
}
