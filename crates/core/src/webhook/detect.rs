//! Finding out what a request is about, by the parameters that only such a request has.

use super::fields::Fields;
use super::{Event, EventKind, RULES};

/// By what a request is known.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) kind: EventKind,
    /// One of these is there.
    pub(super) any: &'static [&'static str],
    /// None of these is there.
    pub(super) without: &'static [&'static str],
    /// The status of the call is one of these, if there are some.
    pub(super) call_status: &'static [&'static str],
}

impl Rule {
    fn fits(&self, fields: &Fields) -> bool {
        let there = |names: &[&str]| names.iter().any(|name| fields.contains(name));
        let status = || fields.get("CallStatus").is_some_and(|status| self.call_status.contains(&status));
        there(self.any) && !there(self.without) && (self.call_status.is_empty() || status())
    }
}

impl EventKind {
    /// Finds out what a request is about.
    ///
    /// The service does not say so. What decides are parameters that only one kind has, tried in an order in which those
    /// that could be taken for others come last: streams, transcriptions, recordings' statuses, `Dial`,
    /// conferences, partial results, `Pay`, virtual agents, `Refer`, queues, messages, detection of machines,
    /// then statuses (`CallbackSource`, `SequenceNumber`, `Timestamp` and so on), `Record`, `Gather`, then statuses that
    /// are known by the status alone: those with which no document is requested, and requests with nothing but a call and
    /// its status, which is all that mycpaas documents. What has a `CallSid` and nothing of all that is a request for a
    /// document, and anything else is [`Other`](Self::Other). `crates/codegen/spec/webhooks.toml` lists the rules.
    ///
    /// This can be wrong where a service leaves parameters out or adds some; a route that gets one kind only is surer.
    pub fn detect(fields: &Fields) -> Self {
        RULES.iter().find(|rule| rule.fits(fields)).map_or(Self::Other, |rule| rule.kind)
    }
}

impl Event {
    /// Finds out what a request is about. See [`EventKind::detect`].
    pub fn detect(fields: Fields) -> Self {
        Self::from_fields(EventKind::detect(&fields), fields)
    }
}

impl From<Fields> for Event {
    fn from(fields: Fields) -> Self {
        Self::detect(fields)
    }
}
