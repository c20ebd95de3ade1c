//! The life of one call.

use std::time::Duration;

use super::call::{Change, TrackedCall};
use crate::calls::CallStatus;
use crate::timestamp::Timestamp;
use crate::webhook::StatusEvent;

/// How many different statuses of a call are remembered. A call has five; a few more may be unknown ones.
const STATUSES_MAX: usize = 16;

/// What was heard of a call.
#[derive(Debug)]
pub(super) struct Life {
    /// Where it is.
    status: CallStatus,
    /// How far on it is, by the statuses that are known.
    rank: Option<u8>,
    seen: Vec<Seen>,
    timestamp: Option<Timestamp>,
    duration: Option<Duration>,
}

/// A status that was reported.
#[derive(Debug)]
struct Seen {
    status: CallStatus,
    sequence_number: Option<u64>,
}

impl Life {
    /// Begins with the first that is heard.
    pub(super) fn new(status: CallStatus, event: &StatusEvent) -> Self {
        let seen = vec![Seen { status: status.clone(), sequence_number: event.sequence_number() }];
        let mut life = Self { rank: rank(&status), status, seen, timestamp: None, duration: None };
        life.describe(event);
        life
    }

    pub(super) fn status(&self) -> &CallStatus {
        &self.status
    }

    /// Takes a status in.
    pub(super) fn hear(&mut self, status: CallStatus, event: &StatusEvent) -> Change {
        let number = event.sequence_number();
        if let Some(seen) = self.seen.iter_mut().find(|seen| seen.status == status) {
            seen.sequence_number = seen.sequence_number.or(number);
            if self.status == status {
                self.describe(event);
            }
            return Change::Repeated;
        }
        let impossible = self.contradicts(&status, number);
        let further = self.is_further(&status, number);
        self.rank = self.rank.max(rank(&status));
        if self.seen.len() < STATUSES_MAX {
            self.seen.push(Seen { status: status.clone(), sequence_number: number });
        }
        if further {
            self.status = status;
            self.timestamp = None;
            self.describe(event);
        }
        match (impossible, further) {
            (true, _) => Change::Impossible,
            (false, true) => Change::Changed,
            (false, false) => Change::Late,
        }
    }

    /// Takes over what the callback with the present status says beside it.
    fn describe(&mut self, event: &StatusEvent) {
        self.timestamp = self.timestamp.take().or_else(|| event.timestamp());
        self.duration = self.duration.or_else(|| event.call_duration());
    }

    /// Whether a status that was not heard before comes after the present one.
    fn is_further(&self, status: &CallStatus, number: Option<u64>) -> bool {
        let present = self.seen.iter().find(|seen| seen.status == self.status);
        let before =
            present.and_then(|seen| seen.sequence_number).zip(number).map(|(own, other)| other < own);
        match (rank(status), rank(&self.status)) {
            (Some(other), Some(own)) => other > own,
            // Nothing comes after the end.
            _ if self.status.is_final() => false,
            _ if status.is_final() => true,
            // The number decides; without one, what is heard later is later, unless it is surely before what was known.
            (None, _) => !before.unwrap_or(false),
            (Some(_), None) => !before.unwrap_or(rank(status) <= self.rank),
        }
    }

    /// Whether a status that was not heard before cannot be in one life with those that were.
    fn contradicts(&self, status: &CallStatus, number: Option<u64>) -> bool {
        self.seen.iter().any(|seen| {
            let numbers = seen.sequence_number.zip(number).map(|(own, other)| other.cmp(&own));
            let ranks = rank(status).zip(rank(&seen.status)).map(|(other, own)| other.cmp(&own));
            let against = match (ranks, numbers) {
                // Equal numbers say nothing.
                (Some(ranks), Some(numbers)) => numbers.is_ne() && ranks.is_ne() && ranks != numbers,
                (None, Some(numbers)) => seen.status.is_final() && numbers.is_gt(),
                _ => false,
            };
            let two_ends = status.is_final() && seen.status.is_final();
            against || two_ends || excludes(status, &seen.status) || excludes(&seen.status, status)
        })
    }

    pub(super) fn describe_call(&self, call_sid: &str) -> TrackedCall {
        let present = self.seen.iter().find(|seen| seen.status == self.status);
        let answers = |seen: &Seen| matches!(seen.status, CallStatus::InProgress | CallStatus::Completed);
        TrackedCall {
            call_sid: call_sid.to_owned(),
            status: self.status.clone(),
            answered: self.seen.iter().any(answers),
            sequence_number: present.and_then(|seen| seen.sequence_number),
            timestamp: self.timestamp.clone(),
            duration: self.duration,
        }
    }
}

/// How far on in its life a call with this status is, if the status is known.
fn rank(status: &CallStatus) -> Option<u8> {
    match status {
        CallStatus::Queued => Some(0),
        CallStatus::Initiated => Some(1),
        CallStatus::Ringing => Some(2),
        CallStatus::InProgress => Some(3),
        status if status.is_final() => Some(4),
        _ => None,
    }
}

/// Whether a call that ended so was never answered. One that failed may have been: its document could not be run.
fn excludes(end: &CallStatus, other: &CallStatus) -> bool {
    matches!(end, CallStatus::Busy | CallStatus::NoAnswer | CallStatus::Canceled)
        && *other == CallStatus::InProgress
}
