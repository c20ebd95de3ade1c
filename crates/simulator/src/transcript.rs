//! The life of a call, to read and to compare.

use std::fmt;

use mycpaas::laml::Finding;
use serde::Serialize;

use crate::step::{Step, StepKind};

/// Every step of a call so far.
///
/// [`Display`](fmt::Display) writes one line a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Transcript {
    /// The identifier of the call.
    pub call_sid: String,
    /// The steps, in order.
    pub steps: Vec<Step>,
}

impl Transcript {
    /// Returns what the callee heard: texts, and the URLs of recordings.
    pub fn heard(&self) -> Vec<&str> {
        self.pick(|kind| match kind {
            StepKind::Said { text } => Some(text),
            StepKind::Played { url } => Some(url),
            _ => None,
        })
    }

    /// Returns the keys that the callee pressed, one entry a Gather.
    pub fn pressed(&self) -> Vec<&str> {
        self.pick(|kind| if let StepKind::Pressed { keys } = kind { Some(keys) } else { None })
    }

    /// Returns what the checker found in the documents of the call.
    pub fn findings(&self) -> Vec<&Finding> {
        let mut findings = Vec::new();
        for step in &self.steps {
            if let StepKind::LamlFinding { finding } = &step.kind {
                findings.push(finding);
            }
        }
        findings
    }

    /// Returns every attempt to deliver a status callback.
    pub fn webhooks(&self) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(|step| matches!(step.kind, StepKind::Webhook { .. }))
    }

    /// Returns why the call failed, if it did.
    pub fn failure(&self) -> Option<&str> {
        self.pick(|kind| if let StepKind::Failed { reason, .. } = kind { Some(reason) } else { None }).pop()
    }

    fn pick<'a>(&'a self, text: impl Fn(&'a StepKind) -> Option<&'a String>) -> Vec<&'a str> {
        self.steps.iter().filter_map(|step| text(&step.kind)).map(String::as_str).collect()
    }
}

impl fmt::Display for Transcript {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.steps.iter().try_for_each(|step| writeln!(formatter, "{step}"))
    }
}
