//! The control endpoints, for programs that do not hold a handle.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use http::header::ACCEPT;
use http::{HeaderMap, Method, StatusCode};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::callee::Callee;
use crate::exchange::Exchange;
use crate::fault::Fault;
use crate::record::ReceivedRequest;
use crate::simulator::wait_for_end;

const PREFIX: &str = "/simulator";

/// The longest that an answer waits for the end of a call.
const MAX_WAIT: Duration = Duration::from_secs(60);

type Shared = State<Arc<Exchange>>;

/// What a request is refused with.
type Refusal = (StatusCode, Json<Value>);

/// Returns the routes of the control endpoints.
pub(crate) fn router(exchange: &Arc<Exchange>) -> Router {
    Router::new()
        .route(PREFIX, get(summary).delete(reset))
        .route("/simulator/requests", get(requests).delete(forget_requests))
        .route("/simulator/callees", post(set_callee))
        .route("/simulator/faults", post(inject).delete(forget_faults))
        .route("/simulator/calls", get(calls))
        .route("/simulator/calls/{sid}/transcript", get(transcript))
        .with_state(Arc::clone(exchange))
}

/// Says whether a path is that of a control endpoint.
pub(crate) fn is_control(path: &str) -> bool {
    path.strip_prefix(PREFIX).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Says whether a request that begins with these bytes is for a control endpoint.
pub(crate) fn is_for_control(bytes: &[u8]) -> bool {
    let target = bytes.split(|byte| *byte == b' ').nth(1).unwrap_or_default();
    target
        .split(|byte| *byte == b'?')
        .next()
        .and_then(|path| std::str::from_utf8(path).ok())
        .is_some_and(is_control)
}

async fn summary(State(exchange): Shared) -> Json<Value> {
    Json(json!({
        "account_sid": exchange.account_sid,
        "calls": exchange.calls.newest_first().len(),
        "requests_received": exchange.requests.total(),
    }))
}

async fn reset(State(exchange): Shared) -> StatusCode {
    exchange.reset();
    StatusCode::NO_CONTENT
}

/// Which requests are asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct RequestFilter {
    method: String,
    path: String,
}

async fn requests(State(exchange): Shared, Query(filter): Query<RequestFilter>) -> Json<Value> {
    let requests = exchange.requests.matching(&filter.method, &filter.path);
    let list: Vec<_> = requests.iter().map(request_json).collect();
    Json(json!({"received": exchange.requests.total(), "requests": list}))
}

fn request_json(request: &ReceivedRequest) -> Value {
    json!({
        "method": request.method.as_str(),
        "path": request.path,
        "query": request.query,
        "headers": request.safe_headers(),
        "body": String::from_utf8_lossy(&request.body),
        "form": request.form(),
    })
}

async fn forget_requests(State(exchange): Shared) -> StatusCode {
    exchange.requests.clear();
    StatusCode::NO_CONTENT
}

/// Who gets which script; without a number, everybody who has none.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Script {
    number: Option<String>,
    script: String,
}

async fn set_callee(State(exchange): Shared, Json(order): Json<Script>) -> Result<StatusCode, Refusal> {
    let callee: Callee = order.script.parse().map_err(refused)?;
    match order.number {
        Some(number) => exchange.callees.set(number, callee),
        None => exchange.callees.set_default(callee),
    }
    Ok(StatusCode::NO_CONTENT)
}

/// A fault, as JSON.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FaultOrder {
    kind: String,
    times: Option<usize>,
    method: Option<String>,
    path: Option<String>,
    delay_ms: Option<u64>,
    status: Option<u16>,
    #[serde(default)]
    headers: Vec<(String, String)>,
    #[serde(default)]
    body: String,
}

impl FaultOrder {
    fn read(self) -> Result<Fault, String> {
        let mut fault = match self.kind.as_str() {
            "close_before_reading" => Fault::close_before_reading(),
            "close_after_reading" => Fault::close_after_reading(),
            "close_instead_of_answering" => Fault::close_instead_of_answering(),
            "close_mid_answer" => Fault::close_mid_answer(),
            "delay" => Fault::delay(Duration::from_millis(self.delay_ms.ok_or("delay_ms is missing")?)),
            "answer" => Fault::answer(self.status.ok_or("status is missing")?).body(self.body),
            other => return Err(format!("{other:?} is no kind of fault")),
        };
        for (name, value) in &self.headers {
            fault = fault.header(name, value);
        }
        if let Some(method) = self.method {
            let method = Method::from_bytes(method.as_bytes());
            fault = fault.on_method(method.map_err(|error| error.to_string())?);
        }
        Ok(match self.path {
            Some(path) => fault.on_path(path),
            None => fault,
        })
    }
}

async fn inject(State(exchange): Shared, Json(order): Json<FaultOrder>) -> Result<StatusCode, Refusal> {
    let times = order.times.unwrap_or(1);
    exchange.faults.add(&order.read().map_err(refused)?, times);
    Ok(StatusCode::NO_CONTENT)
}

async fn forget_faults(State(exchange): Shared) -> StatusCode {
    exchange.faults.clear();
    StatusCode::NO_CONTENT
}

fn refused(message: impl Into<String>) -> Refusal {
    let message: String = message.into();
    (StatusCode::BAD_REQUEST, Json(json!({"message": message})))
}

async fn calls(State(exchange): Shared) -> Json<Value> {
    let calls = exchange.calls.newest_first();
    let list = calls.iter().map(|call| {
        let call = call.snapshot();
        let seconds = call.duration.map(|duration| duration.as_secs());
        json!({"sid": call.sid, "to": call.to, "from": call.from, "status": call.status, "duration": seconds})
    });
    Json(json!({"calls": list.collect::<Vec<_>>()}))
}

/// Whether to wait for the end of the call.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Patience {
    wait: bool,
}

async fn transcript(
    State(exchange): Shared,
    Path(sid): Path<String>,
    Query(patience): Query<Patience>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let unknown =
        || (StatusCode::NOT_FOUND, Json(json!({"message": format!("no call has the sid {sid:?}")})));
    let call = exchange.calls.find(&sid).ok_or_else(unknown)?;
    if patience.wait {
        // Past the limit, the transcript is as far as the call is.
        let _ = tokio::time::timeout(MAX_WAIT, wait_for_end(Arc::clone(&call))).await;
    }
    let accepted = headers.get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if accepted.contains("json") {
        return Ok(Json(call.transcript()).into_response());
    }
    Ok(call.transcript().to_string().into_response())
}
