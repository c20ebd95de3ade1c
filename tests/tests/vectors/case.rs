//! A vector of the Calls API.

use serde::Deserialize;
use serde_json::{Map, Value, json};

/// One operation, what the server does, and what must come of it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Case {
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) client: Map<String, Value>,
    pub(crate) operation: String,
    #[serde(default)]
    pub(crate) arguments: Map<String, Value>,
    pub(crate) options: Option<Map<String, Value>>,
    #[serde(default = "plain_server")]
    pub(crate) server: Value,
    pub(crate) connections: Option<usize>,
    pub(crate) requests: Requests,
    pub(crate) result: Option<Value>,
    #[serde(default)]
    pub(crate) metadata: Map<String, Value>,
    pub(crate) error: Option<Problem>,
    pub(crate) elapsed: Option<(f64, f64)>,
}

/// What the server must have received: how many, or each.
#[derive(Deserialize)]
#[serde(untagged)]
pub(crate) enum Requests {
    Count(usize),
    Each(Vec<Request>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Request {
    pub(crate) method: String,
    pub(crate) path: String,
    #[serde(default)]
    pub(crate) body: String,
    #[serde(default)]
    pub(crate) headers: Map<String, Value>,
}

/// The error that must come. What is left out is null, or false.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Problem {
    pub(crate) kind: String,
    pub(crate) delivery: String,
    pub(crate) attempts: u32,
    #[serde(default)]
    pub(crate) may_have_been_placed: bool,
    #[serde(default)]
    pub(crate) is_retryable: bool,
    pub(crate) http_status: Option<u16>,
    pub(crate) api_code: Option<u32>,
    pub(crate) more_info: Option<String>,
    pub(crate) request_id: Option<String>,
    pub(crate) retry_after: Option<f64>,
    pub(crate) parameter: Option<String>,
    #[serde(default)]
    pub(crate) message: Vec<String>,
}

impl Case {
    /// Reads a case, or one for each of its overlays.
    pub(crate) fn read(mut value: Value) -> Result<Vec<Self>, String> {
        let each = value.as_object_mut().and_then(|fields| fields.remove("each"));
        let Some(overlays) = each else {
            return Self::deserialize(&value)
                .map(|case| vec![case])
                .map_err(|error| format!("{error} in {value}"));
        };
        let overlays = overlays.as_array().ok_or("each is no list")?;
        let cases = overlays.iter().map(|overlay| {
            let mut case = value.clone();
            lay_over(&mut case, overlay);
            let mut case = Self::deserialize(case).map_err(|error| format!("{error} in {overlay}"))?;
            case.name = format!("{} {overlay}", case.name);
            Ok(case)
        });
        cases.collect()
    }
}

/// Objects are merged, and everything else is replaced.
fn lay_over(value: &mut Value, overlay: &Value) {
    match (value, overlay) {
        (Value::Object(fields), Value::Object(overlay)) => {
            for (name, overlay) in overlay {
                lay_over(fields.entry(name).or_insert(Value::Null), overlay);
            }
        }
        (value, overlay) => *value = overlay.clone(),
    }
}

fn plain_server() -> Value {
    json!({})
}
