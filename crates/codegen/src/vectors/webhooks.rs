//! A request for every parameter, and one for everything that tells the kinds apart.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::form;
use crate::model::webhooks::{Kind, Model, Parameter, Rule};

const FORM: &str = "application/x-www-form-urlencoded";

/// A request, and what is read out of it.
#[derive(Serialize)]
pub(super) struct Case {
    name: String,
    content_type: &'static str,
    body: String,
    /// The kind that it is taken for; found out where left out.
    #[serde(rename = "as", skip_serializing_if = "Option::is_none")]
    taken_for: Option<String>,
    kind: String,
    #[serde(skip_serializing_if = "Map::is_empty")]
    values: Map<String, Value>,
}

/// Returns the cases in the order of the specification.
pub(super) fn cases(model: &Model) -> Vec<Case> {
    let pairs = model.kinds.iter().flat_map(|kind| kind.parameters.iter().map(move |own| (kind, own)));
    let parameters = pairs.map(|(kind, parameter)| parameter_case(kind, parameter));
    parameters.chain(model.rules.iter().flat_map(rule_cases)).collect()
}

fn parameter_case(kind: &Kind, parameter: &Parameter) -> Case {
    let (sent, understood) = example(parameter);
    Case {
        name: format!("{} {}", kind.name, parameter.wire),
        content_type: FORM,
        body: form::encode([(parameter.wire.as_str(), sent.as_str())]),
        taken_for: Some(kind.name.clone()),
        kind: kind.name.clone(),
        values: Map::from_iter([(parameter.name.clone(), understood)]),
    }
}

/// One for each mark of the rule.
fn rule_cases(rule: &Rule) -> Vec<Case> {
    let statuses = rule.call_status.iter().map(String::as_str);
    let marks =
        rule.any.iter().map(|mark| (mark.as_str(), if mark == "CallStatus" { "ringing" } else { "1" }));
    let sent: Vec<(&str, &str)> = match rule.call_status.as_slice() {
        [] => marks.collect(),
        _ => statuses.map(|status| ("CallStatus", status)).collect(),
    };
    let from: &[(&str, &str)] = match rule.call_status.as_slice() {
        [] => &[],
        _ => &[("From", "+491098765432")],
    };
    let case = |(name, value): (&str, &str)| Case {
        name: format!("{} by {name}={value}", rule.kind),
        content_type: FORM,
        body: form::encode(
            [("CallSid", "CA1")].into_iter().chain(from.iter().copied()).chain([(name, value)]),
        ),
        taken_for: None,
        kind: rule.kind.clone(),
        values: Map::new(),
    };
    sent.into_iter().map(case).collect()
}

/// What is sent, and what the caller gets.
fn example(parameter: &Parameter) -> (String, Value) {
    let same = |text: &str| (text.to_owned(), json!(text));
    match parameter.kind.as_str() {
        "Word" => same(parameter.words.last().map_or("", String::as_str)),
        "Timestamp" => {
            let text = "Sat, 31 Jan 2026 10:00:00 +0000";
            (text.to_owned(), json!({"raw": text, "unix": 1_769_853_600}))
        }
        "Decimal" => same("0.95"),
        "Boolean" => ("true".to_owned(), json!(true)),
        "Seconds" => ("15".to_owned(), json!(15)),
        "Milliseconds" => ("1500".to_owned(), json!(1.5)),
        "Integer" => ("7".to_owned(), json!(7)),
        "Phone" => same("+491234567890"),
        "Url" => same("https://example.com/ä?a=1&b=x+y%20z"),
        _ => same("Ann & \"Söhne\" +1/2"),
    }
}
