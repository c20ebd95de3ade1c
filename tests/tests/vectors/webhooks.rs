//! Runs the vectors of webhooks: what is read out of requests.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use mycpaas::webhook::{self, Event, EventKind, Fields, Parameter, ParseLimits};
use mycpaas::{Delivery, Error, ErrorKind};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::files::{Failures, File};
use crate::generated::webhooks::value;
use crate::values::{difference, number, span, timestamp};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    content_type: Option<String>,
    body: Option<Body>,
    query: Option<String>,
    #[serde(default)]
    limits: Limits,
    #[serde(rename = "as")]
    taken_for: Option<String>,
    kind: Option<String>,
    fields: Option<Vec<(String, String)>>,
    #[serde(default)]
    values: Map<String, Value>,
    error: Option<Problem>,
}

/// Text, or any bytes.
#[derive(Deserialize)]
#[serde(untagged)]
pub(crate) enum Body {
    Text(String),
    Bytes { base64: String },
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Limits {
    size: Option<usize>,
    fields: Option<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Problem {
    message: Vec<String>,
}

#[test]
fn by_hand() {
    run("webhooks/parse.json");
}

#[test]
fn every_parameter_and_every_mark() {
    run("generated/webhooks.json");
}

fn run(file: &str) {
    let mut failures = Failures::default();
    for value in File::read(file) {
        match Case::deserialize(&value) {
            Ok(case) => failures.add(file, &case.name, case.run()),
            Err(error) => failures.add(file, &value.to_string(), Err(error.to_string())),
        }
    }
    failures.report();
}

impl Case {
    fn run(&self) -> Result<(), String> {
        match (self.parse()?, &self.error) {
            (Ok(fields), None) => self.compare(fields),
            (Err(error), Some(problem)) => problem.compare(&error),
            (Ok(fields), Some(_)) => Err(format!("it is read: {fields:?}")),
            (Err(error), None) => Err(format!("it fails: {error:?}")),
        }
    }

    fn parse(&self) -> Result<Result<Fields, Error>, String> {
        let mut limits = ParseLimits::new();
        limits = self.limits.size.map_or(limits, |size| limits.size(size));
        limits = self.limits.fields.map_or(limits, |fields| limits.fields(fields));
        match (&self.body, &self.query) {
            (Some(body), None) => {
                Ok(webhook::parse_with(self.content_type.as_deref(), &body.bytes()?, limits))
            }
            (None, Some(query)) => Ok(webhook::parse_query_with(query, limits)),
            _ => Err("either a body or a query is needed".to_owned()),
        }
    }

    fn compare(&self, fields: Fields) -> Result<(), String> {
        if let Some(expected) = &self.fields {
            difference("fields", &json!(expected), &json!(fields.iter().collect::<Vec<_>>()))?;
            let found = expected.iter().all(|(name, _)| fields.contains(name));
            let known = found && fields.len() == expected.len() && fields.is_empty() == expected.is_empty();
            if !known || fields != expected.iter().map(|(name, value)| (name, value)).collect() {
                return Err(format!("{fields:?} are not what they are"));
            }
        }
        let event = match &self.taken_for {
            None => Event::detect(fields),
            Some(name) => {
                let kind = EventKind::from_name(name).ok_or_else(|| format!("there is no kind {name}"))?;
                Event::from_fields(kind, fields)
            }
        };
        difference("kind", &json!(self.kind), &json!(event.kind().name()))?;
        self.values.iter().try_for_each(|(name, expected)| {
            difference(name, expected, &value(&event, name)?)?;
            difference(name, expected, &by_name(&event, name)?)
        })
    }
}

impl Body {
    pub(crate) fn bytes(&self) -> Result<Vec<u8>, String> {
        match self {
            Self::Text(text) => Ok(text.clone().into_bytes()),
            Self::Bytes { base64 } => STANDARD.decode(base64).map_err(|error| error.to_string()),
        }
    }
}

impl Problem {
    fn compare(&self, error: &Error) -> Result<(), String> {
        if (error.kind(), error.delivery(), error.attempts()) != (ErrorKind::Webhook, Delivery::NotSent, 0) {
            return Err(format!("{error:?}"));
        }
        let text = format!("{error} {error:?}");
        if text.to_lowercase().contains("secret") {
            return Err(format!("what was received shows in {text}"));
        }
        match self.message.iter().find(|part| !text.contains(*part)) {
            Some(part) => Err(format!("{part:?} is not in {text}")),
            None => Ok(()),
        }
    }
}

/// Returns what the table says of a parameter, which its getter must agree with.
fn by_name(event: &Event, name: &str) -> Result<Value, String> {
    let mut known = event.kind().parameters().iter();
    let parameter: &Parameter =
        known.find(|parameter| parameter.name() == name).ok_or_else(|| format!("{name} is in no table"))?;
    Ok(match parameter.read(event.fields()) {
        None => Value::Null,
        Some(webhook::Value::Text(text)) => json!(text),
        Some(webhook::Value::Integer(number)) => json!(number),
        Some(webhook::Value::Decimal(decimal)) => number(Some(decimal)),
        Some(webhook::Value::Boolean(flag)) => json!(flag),
        Some(webhook::Value::Timestamp(time)) => timestamp(Some(&time)),
        Some(webhook::Value::Span(length)) => span(Some(length)),
        Some(other) => return Err(format!("{other:?} is not known to this test")),
    })
}
