//! What a call works with while it lives.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use mycpaas::CallStatus;

use crate::call::Call;
use crate::callbacks::Callbacks;
use crate::callee::Callee;
use crate::clock::Timeline;
use crate::exchange::Exchange;
use crate::step::{Party, StepKind};

/// The most steps that a transcript holds before its call is ended as failed.
const MAX_STEPS: usize = 5_000;

/// How a call comes to its end.
#[derive(Debug)]
pub(super) enum End {
    /// Nobody answered, for the reason that the status names.
    Unanswered(CallStatus),
    HungUp(Party),
    Failed {
        code: Option<u32>,
        reason: String,
    },
}

/// What a call works with while it lives.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) exchange: Arc<Exchange>,
    pub(super) call: Arc<Call>,
    pub(super) callee: Callee,
    pub(super) timeline: Timeline,
    pub(super) callbacks: Callbacks,
    /// When the call is hung up at the latest, and by whom.
    deadline: Option<(Duration, Party)>,
    pub(super) documents: u32,
    /// What was found in documents, with their addresses.
    pub(super) findings: HashSet<String>,
}

impl Line {
    pub(super) fn new(exchange: Arc<Exchange>, call: Arc<Call>) -> Self {
        Self {
            callee: exchange.callees.find(&call.request.to),
            timeline: Timeline::new(exchange.clock),
            callbacks: Callbacks::new(Arc::clone(&exchange), Arc::clone(&call)),
            deadline: None,
            documents: 0,
            findings: HashSet::new(),
            exchange,
            call,
        }
    }

    /// Adds a step to the transcript.
    pub(super) fn record(&self, kind: StepKind) {
        self.call.record(self.timeline.now(), kind);
    }

    /// Changes the status and queues the callback for it.
    pub(super) fn set_status(&mut self, status: &CallStatus) {
        let now = self.timeline.now();
        self.call.set_status(now, status.clone());
        self.callbacks.announce(status, now);
    }

    /// Changes the status of a call that goes on.
    ///
    /// Where time does not wait, the callback is delivered first: otherwise the call would be over by then.
    pub(super) async fn reach(&mut self, status: CallStatus) {
        self.set_status(&status);
        if self.exchange.clock.is_instant() {
            self.callbacks.flush().await;
        }
    }

    /// Starts the time that the callee, and the call's own limit, leave.
    pub(super) fn answered(&mut self) {
        let limit = (self.call.request.time_limit, Party::TimeLimit);
        let patience = self.callee.hangs_up_after.map(|span| (span, Party::Callee));
        let (span, party) = patience.filter(|(span, _)| *span <= limit.0).unwrap_or(limit);
        self.deadline = Some((self.timeline.now().saturating_add(span), party));
    }

    /// Lets time pass, up to the moment when the call is hung up.
    pub(super) async fn pass(&mut self, span: Duration) -> Result<(), End> {
        if self.call.progress.borrow().steps.len() >= MAX_STEPS {
            let reason = format!("the call has more than {MAX_STEPS} steps");
            return Err(End::Failed { code: None, reason });
        }
        match self.deadline {
            Some((deadline, party)) if deadline <= self.timeline.now().saturating_add(span) => {
                self.timeline.pass(deadline.saturating_sub(self.timeline.now())).await;
                Err(End::HungUp(party))
            }
            _ => {
                self.timeline.pass(span).await;
                Ok(())
            }
        }
    }
}
