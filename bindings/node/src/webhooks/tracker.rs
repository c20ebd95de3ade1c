//! Following calls by their statuses.

use mycpaas_bridge::Result;
use mycpaas_bridge::webhook::{self as bridge, Event, EventKind, Fields, TrackerLimits};
use napi_derive::napi;
use serde::Deserialize;

use super::json;
use super::shape::{CallShape, RecordedShape};
use crate::failure::throw;
use crate::options::{Milliseconds, read};

/// How much a tracker remembers.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Limits {
    finished: Option<usize>,
    finished_age: Option<Milliseconds>,
    unfinished: Option<usize>,
}

/// The state of calls.
#[napi]
pub(crate) struct CallTracker {
    pub(crate) tracker: bridge::CallTracker,
}

#[napi]
impl CallTracker {
    /// Makes a tracker with limits, which are JSON.
    #[napi(constructor)]
    pub fn new(limits: String) -> napi::Result<Self> {
        let limits: Limits = read(&limits).map_err(throw)?;
        Ok(Self { tracker: bridge::CallTracker::with_limits(limits.limits().map_err(throw)?) })
    }

    /// Takes a status in: its fields, as JSON. What it changes is JSON, too; nothing if it cannot be tracked.
    #[napi]
    pub fn record(&self, fields: String) -> napi::Result<Option<String>> {
        let fields: Vec<(String, String)> = read(&fields).map_err(throw)?;
        let event = Event::from_fields(EventKind::Status, Fields::from_iter(fields));
        let recorded = bridge::record(&self.tracker, &event);
        recorded.map(|recorded| json(&RecordedShape(&recorded))).transpose().map_err(throw)
    }

    /// Returns what is known of a call, as JSON.
    #[napi]
    pub fn get(&self, call_sid: String) -> napi::Result<Option<String>> {
        let call = self.tracker.get(&call_sid);
        call.map(|call| json(&CallShape(&call))).transpose().map_err(throw)
    }

    /// Forgets a call.
    #[napi]
    pub fn forget(&self, call_sid: String) {
        self.tracker.forget(&call_sid);
    }

    /// How many calls it holds.
    #[napi]
    pub fn size(&self) -> u32 {
        u32::try_from(self.tracker.len()).unwrap_or(u32::MAX)
    }
}

impl Limits {
    fn limits(&self) -> Result<TrackerLimits> {
        let mut limits = TrackerLimits::new();
        if let Some(calls) = self.finished {
            limits = limits.finished(calls);
        }
        if let Some(age) = self.finished_age {
            limits = limits.finished_age(age.duration("finished_age")?);
        }
        if let Some(calls) = self.unfinished {
            limits = limits.unfinished(calls);
        }
        Ok(limits)
    }
}
