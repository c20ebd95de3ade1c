//! What happened, as JavaScript reads it.

use mycpaas_simulator::{ReceivedRequest, SimulatedCall, Step, Transcript};
use serde::Serialize;

/// Every step of a call so far.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct TranscriptShape<'a> {
    call_sid: &'a str,
    steps: Vec<StepShape<'a>>,
    heard: Vec<&'a str>,
    pressed: Vec<&'a str>,
    findings: Vec<String>,
    failure: Option<&'a str>,
}

/// One step, and the line that shows it.
#[derive(Serialize)]
pub(super) struct StepShape<'a> {
    step: &'a Step,
    line: String,
}

/// A call as it was when the simulator was asked.
#[derive(Serialize)]
pub(super) struct CallShape<'a> {
    sid: &'a str,
    to: &'a str,
    from: &'a str,
    status: &'a str,
    /// In seconds.
    duration: Option<u64>,
}

/// One request that the simulator received and read.
#[derive(Serialize)]
pub(super) struct RequestShape<'a> {
    method: &'a str,
    path: &'a str,
    query: Option<&'a str>,
    headers: Vec<(String, String)>,
    body: String,
    form: Vec<(String, String)>,
}

impl<'a> From<&'a Transcript> for TranscriptShape<'a> {
    fn from(transcript: &'a Transcript) -> Self {
        Self {
            call_sid: &transcript.call_sid,
            steps: transcript.steps.iter().map(StepShape::from).collect(),
            heard: transcript.heard(),
            pressed: transcript.pressed(),
            findings: transcript.findings().into_iter().map(ToString::to_string).collect(),
            failure: transcript.failure(),
        }
    }
}

impl<'a> From<&'a Step> for StepShape<'a> {
    fn from(step: &'a Step) -> Self {
        Self { step, line: step.to_string() }
    }
}

impl<'a> From<&'a SimulatedCall> for CallShape<'a> {
    fn from(call: &'a SimulatedCall) -> Self {
        Self {
            sid: &call.sid,
            to: &call.to,
            from: &call.from,
            status: call.status.as_str(),
            duration: call.duration.map(|span| span.as_secs()),
        }
    }
}

impl<'a> From<&'a ReceivedRequest> for RequestShape<'a> {
    fn from(request: &'a ReceivedRequest) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let headers = request.headers.iter().map(|(name, value)| (name.to_string(), text(value.as_bytes())));
        Self {
            method: request.method.as_str(),
            path: &request.path,
            query: request.query.as_deref(),
            headers: headers.collect(),
            body: text(&request.body),
            form: request.form(),
        }
    }
}
