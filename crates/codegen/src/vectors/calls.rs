//! A request for every parameter, and an answer for every field.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::form;
use crate::model::calls::{Field, Operation, Parameter, Resource};

const CALLS: &str = "/api/laml/2010-04-01/Accounts/AC0123456789abcdef/Calls";
const SID: &str = "CA1";

/// A request with what must be sent, or an answer with what must be understood.
#[derive(Serialize)]
pub(super) struct Case {
    name: String,
    operation: &'static str,
    arguments: Map<String, Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    server: Option<Value>,
    requests: Value,
    result: Value,
}

/// Returns a case for each parameter of each operation.
pub(super) fn parameters(operations: &[Operation]) -> Vec<Case> {
    let pairs = operations
        .iter()
        .flat_map(|operation| operation.parameters.iter().map(move |parameter| (operation, parameter)));
    pairs.map(|(operation, parameter)| parameter_case(operation, parameter)).collect()
}

/// Returns a case for each field of a call.
pub(super) fn fields(resource: &Resource) -> Vec<Case> {
    resource.fields.iter().map(|field| field_case(resource, field)).collect()
}

fn parameter_case(operation: &Operation, tested: &Parameter) -> Case {
    let given = operation.parameters.iter().filter(|other| other.required || other.wire == tested.wire);
    let given: Vec<(&Parameter, Value)> = given
        .map(|parameter| {
            (parameter, if parameter.wire == tested.wire { odd(parameter) } else { usual(parameter) })
        })
        .collect();
    let written: Vec<(&str, String)> =
        given.iter().map(|(parameter, value)| (parameter.wire.as_str(), written(value))).collect();
    let encoded = form::encode(written.iter().map(|(name, value)| (*name, value.as_str())));
    let mut arguments: Map<String, Value> =
        given.into_iter().map(|(parameter, value)| (parameter.name.clone(), value)).collect();
    let created = json!({"sid": "CA00000000000000000000000000000001", "status": "queued"});
    let (operation, request, server, result) = match operation.class {
        "CreateCall" => (
            "create",
            json!({"method": "POST", "path": format!("{CALLS}.json"), "body": encoded}),
            None,
            created,
        ),
        "UpdateCall" => {
            arguments.insert("sid".to_owned(), SID.into());
            let path = format!("{CALLS}/{SID}.json");
            ("update", json!({"method": "POST", "path": path, "body": encoded}), None, created)
        }
        _ => {
            let path = format!("{CALLS}.json?{encoded}");
            let empty = json!({"calls": [], "next_page_uri": null});
            ("list", json!({"method": "GET", "path": path}), Some(answering(&empty)), json!([]))
        }
    };
    Case {
        name: format!("{operation} {}", tested.name),
        operation,
        arguments,
        server,
        requests: json!([request]),
        result,
    }
}

/// A value of the type that is easily written wrongly.
fn odd(parameter: &Parameter) -> Value {
    match parameter.kind.as_str() {
        "Phone" => json!("sip:ann@example.com;transport=tls"),
        "Url" => json!("https://example.com/ä?a=1&b=x+y%20z#f"),
        "Integer" => json!(parameter.max.unwrap_or(7)),
        "Boolean" => json!(false),
        "Decimal" => json!("0.0125"),
        "Sid" => json!("01234567-89ab-cdef-0123-456789abcdef"),
        "Digits" => json!("1w2*#W"),
        "Date" => json!("2026-01-31"),
        "Word" => json!(parameter.allowed.iter().chain(&parameter.known).next_back()),
        "Words" => json!(parameter.known.iter().take(2).collect::<Vec<_>>()),
        _ => json!("Ann & \"Söhne\" +1/2"),
    }
}

/// A value of a parameter that the request cannot do without.
fn usual(parameter: &Parameter) -> Value {
    match (parameter.kind.as_str(), parameter.name.as_str()) {
        ("Url", _) => json!("https://example.com/voice.xml"),
        (_, "from") => json!("+491098765432"),
        _ => json!("+491234567890"),
    }
}

fn written(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(words) => words.iter().map(written).collect::<Vec<_>>().join(" "),
        other => other.to_string(),
    }
}

fn field_case(resource: &Resource, field: &Field) -> Case {
    let (sent, understood) = example(resource, field);
    let body = json!({"sid": SID, &field.name: sent});
    Case {
        name: format!("field {}", field.name),
        operation: "fetch",
        arguments: Map::from_iter([("sid".to_owned(), SID.into())]),
        server: Some(answering(&body)),
        requests: json!([{"method": "GET", "path": format!("{CALLS}/{SID}.json")}]),
        result: json!({&field.name: understood, "extra": {}}),
    }
}

/// What the API sends, and what the caller gets.
fn example(resource: &Resource, field: &Field) -> (Value, Value) {
    let same = |value: Value| (value.clone(), value);
    match field.kind.as_str() {
        "Word" => {
            let words = resource.enumerations.iter().find(|known| field.class.as_ref() == Some(&known.name));
            same(json!(words.and_then(|words| words.values.last()).map(|word| &word.text)))
        }
        "Timestamp" => {
            let text = "Sat, 31 Jan 2026 10:00:00 +0000";
            (json!(text), json!({"raw": text, "unix": 1_769_853_600}))
        }
        "Decimal" => same(json!("-0.0315")),
        "Seconds" => (json!("15"), json!(15)),
        "Milliseconds" => (json!("1500"), json!(1.5)),
        "Integer" => (json!("7"), json!(7)),
        "Texts" => same(json!({"recordings": "/Calls/CA1/Recordings.json", "payments": null})),
        _ => same(json!("CA1 & ü")),
    }
}

fn answering(body: &Value) -> Value {
    json!({"script": [{"steps": [{"answer": {"status": 200, "body": body.to_string()}}]}]})
}
