//! One call, and how far it is.

use std::time::{Duration, SystemTime};

use mycpaas::CallStatus;
use tokio::sync::{mpsc, oneshot, watch};

use crate::step::{Step, StepKind};
use crate::transcript::Transcript;
use crate::webhook::{Hook, Source};

/// What the creator of a call asked for.
#[derive(Clone, Debug)]
pub(crate) struct CallRequest {
    pub(crate) to: String,
    pub(crate) from: String,
    pub(crate) source: Source,
    pub(crate) status_callback: Option<Hook>,
    pub(crate) events: Vec<String>,
    pub(crate) timeout: Duration,
    pub(crate) time_limit: Duration,
}

/// What the API asks of a call that goes on.
#[derive(Debug)]
pub(crate) enum Order {
    Cancel,
    Complete,
    Redirect(Box<Source>),
}

impl Order {
    /// Says why a call with that status cannot obey, if it cannot.
    pub(crate) fn refusal(&self, status: &CallStatus) -> Option<Refusal> {
        match (self, status) {
            (Self::Complete | Self::Redirect(_), status) if status.is_final() => {
                Some(Refusal::Ended(status.clone()))
            }
            (Self::Cancel, CallStatus::Queued | CallStatus::Initiated | CallStatus::Ringing)
            | (Self::Complete, _)
            | (Self::Redirect(_), CallStatus::InProgress) => None,
            (Self::Cancel, status) => Some(Refusal::TooLateToCancel(status.clone())),
            (Self::Redirect(_), status) => Some(Refusal::NotInProgress(status.clone())),
        }
    }
}

/// Why a call does not obey an order.
#[derive(Debug)]
pub(crate) enum Refusal {
    Ended(CallStatus),
    TooLateToCancel(CallStatus),
    NotInProgress(CallStatus),
}

/// An order on its way to a call, and the way back.
pub(crate) type Command = (Order, oneshot::Sender<Result<(), Refusal>>);

/// How far a call is.
#[derive(Clone, Debug)]
pub(crate) struct Progress {
    pub(crate) status: CallStatus,
    pub(crate) steps: Vec<Step>,
    pub(crate) updated: Duration,
    pub(crate) started: Option<Duration>,
    pub(crate) answered: Option<Duration>,
    pub(crate) ended: Option<Duration>,
    /// Nothing will happen to this call any more, webhooks included.
    pub(crate) settled: bool,
}

impl Progress {
    /// Returns how long the call was in progress, once it has ended.
    pub(crate) fn duration(&self) -> Option<Duration> {
        let ended = self.ended?;
        Some(self.answered.map_or(Duration::ZERO, |answered| ended.saturating_sub(answered)))
    }
}

/// One call.
#[derive(Debug)]
pub(crate) struct Call {
    pub(crate) sid: String,
    /// Its place in the order of creation.
    pub(crate) number: u64,
    pub(crate) created: SystemTime,
    pub(crate) request: CallRequest,
    pub(crate) progress: watch::Sender<Progress>,
    commands: mpsc::Sender<Command>,
}

impl Call {
    /// Makes a call that is queued, and the end at which its orders arrive.
    pub(crate) fn new(sid: String, number: u64, request: CallRequest) -> (Self, mpsc::Receiver<Command>) {
        let (commands, orders) = mpsc::channel(8);
        let progress = Progress {
            status: CallStatus::Queued,
            steps: Vec::new(),
            updated: Duration::ZERO,
            started: None,
            answered: None,
            ended: None,
            settled: false,
        };
        let progress = watch::Sender::new(progress);
        let call = Self { sid, number, created: SystemTime::now(), request, progress, commands };
        call.set_status(Duration::ZERO, CallStatus::Queued);
        (call, orders)
    }

    pub(crate) fn status(&self) -> CallStatus {
        self.progress.borrow().status.clone()
    }

    /// Adds a step, never before the one that was added last.
    pub(crate) fn record(&self, at: Duration, kind: StepKind) {
        self.progress.send_modify(|progress| {
            let at = progress.steps.last().map_or(at, |last| last.at.max(at));
            progress.steps.push(Step { at, kind });
        });
    }

    pub(crate) fn set_status(&self, at: Duration, status: CallStatus) {
        self.progress.send_modify(|progress| {
            progress.updated = at;
            match &status {
                CallStatus::Initiated => progress.started = Some(at),
                CallStatus::InProgress => progress.answered = Some(at),
                status if status.is_final() => progress.ended = Some(at),
                _ => {}
            }
            progress.status = status.clone();
            progress.steps.push(Step { at, kind: StepKind::Status { status } });
        });
    }

    /// Marks the call as one to which nothing happens any more.
    pub(crate) fn settle(&self) {
        self.progress.send_modify(|progress| progress.settled = true);
    }

    /// Asks the call to do something, and waits until it is done.
    pub(crate) async fn order(&self, order: Order) -> Result<(), Refusal> {
        let (reply, answer) = oneshot::channel();
        if self.commands.send((order, reply)).await.is_err() {
            return Err(Refusal::Ended(self.status()));
        }
        answer.await.unwrap_or_else(|_| Err(Refusal::Ended(self.status())))
    }

    /// Ends the call, without waiting for it.
    pub(crate) fn abandon(&self) {
        // One that does not take orders has ended, or is about to obey others.
        let _ = self.commands.try_send((Order::Complete, oneshot::channel().0));
    }

    pub(crate) fn transcript(&self) -> Transcript {
        Transcript { call_sid: self.sid.clone(), steps: self.progress.borrow().steps.clone() }
    }

    pub(crate) fn snapshot(&self) -> SimulatedCall {
        let progress = self.progress.borrow();
        SimulatedCall {
            sid: self.sid.clone(),
            to: self.request.to.clone(),
            from: self.request.from.clone(),
            status: progress.status.clone(),
            duration: progress.duration(),
        }
    }
}

/// A call as it was when the simulator was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SimulatedCall {
    /// The identifier.
    pub sid: String,
    /// Who is called.
    pub to: String,
    /// The number that calls.
    pub from: String,
    /// Where the call is in its life.
    pub status: CallStatus,
    /// How long the call was in progress in its own time, once it has ended.
    pub duration: Option<Duration>,
}
