//! Runs the vectors of the tracker: what status callbacks change, and what is known of a call then.

use std::time::Duration;

use mycpaas::webhook::{CallTracker, StatusEvent, TrackedCall, TrackerLimits};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::files::{Failures, File};
use crate::values::{difference, span, timestamp};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    #[serde(default)]
    limits: Limits,
    steps: Vec<Step>,
    calls: Option<usize>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Limits {
    finished: Option<usize>,
    finished_age: Option<f64>,
    unfinished: Option<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Step {
    event: Vec<(String, String)>,
    change: Option<String>,
    #[serde(default)]
    ended: bool,
    #[serde(default)]
    call: Map<String, Value>,
}

#[test]
fn by_hand() {
    let file = "webhooks/tracker.json";
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
        let tracker = CallTracker::with_limits(self.limits.read());
        for (place, step) in self.steps.iter().enumerate() {
            step.run(&tracker).map_err(|problem| format!("step {place}: {problem}"))?;
        }
        let calls = self.calls.unwrap_or_else(|| tracker.len());
        difference("calls", &json!(calls), &json!(tracker.len()))?;
        difference("emptiness", &json!(calls == 0), &json!(tracker.is_empty()))
    }
}

impl Limits {
    fn read(&self) -> TrackerLimits {
        let mut limits = TrackerLimits::new();
        limits = self.finished.map_or(limits, |calls| limits.finished(calls));
        limits = self.unfinished.map_or(limits, |calls| limits.unfinished(calls));
        self.finished_age.map_or(limits, |age| limits.finished_age(Duration::from_secs_f64(age)))
    }
}

impl Step {
    fn run(&self, tracker: &CallTracker) -> Result<(), String> {
        let pairs = self.event.iter().map(|(name, value)| (name, value));
        let recorded = tracker.record(&StatusEvent::from_fields(pairs.collect()));
        let change = recorded.as_ref().map(|recorded| recorded.change.name());
        difference("change", &json!(self.change), &json!(change))?;
        let Some(recorded) = recorded else { return Ok(()) };
        difference("ended", &json!(self.ended), &json!(recorded.ended))?;
        self.call
            .iter()
            .try_for_each(|(name, expected)| difference(name, expected, &field(&recorded.call, name)?))
    }
}

fn field(call: &TrackedCall, name: &str) -> Result<Value, String> {
    Ok(match name {
        "call_sid" => json!(call.call_sid),
        "status" => json!(call.status),
        "is_final" => json!(call.is_final()),
        "answered" => json!(call.answered),
        "sequence_number" => json!(call.sequence_number),
        "timestamp" => timestamp(call.timestamp.as_ref()),
        "duration" => span(call.duration),
        _ => return Err(format!("there is no field {name}")),
    })
}
