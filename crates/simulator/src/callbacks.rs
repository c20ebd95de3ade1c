//! Status callbacks: one ordered queue a call.

use std::sync::Arc;
use std::time::Duration;

use mycpaas::{CallEvent, CallStatus};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;

use crate::call::Call;
use crate::exchange::Exchange;
use crate::step::{StepKind, WebhookResult};
use crate::webhook::{self, Hook, Parameters};
use crate::{date, parameters};

/// How often a status callback is tried.
const ATTEMPTS: u32 = 3;

/// How long it rests between two tries, in the call's time.
const REST: Duration = Duration::from_secs(1);

enum Job {
    Deliver { status: CallStatus, at: Duration, parameters: Parameters },
    Tell(oneshot::Sender<()>),
}

/// The status callbacks of one call: sent one after the other, beside the call.
#[derive(Debug)]
pub(crate) struct Callbacks {
    exchange: Arc<Exchange>,
    call: Arc<Call>,
    sent: u32,
    // Unbounded, yet short: a call has a handful of statuses.
    jobs: mpsc::UnboundedSender<Job>,
    worker: JoinHandle<()>,
}

impl Callbacks {
    pub(crate) fn new(exchange: Arc<Exchange>, call: Arc<Call>) -> Self {
        let (jobs, queue) = mpsc::unbounded_channel();
        let (mut stopped, courier) = (exchange.stop.watch(), Courier::new(&exchange, &call));
        let worker = tokio::spawn(async move {
            tokio::select! {
                () = courier.work(queue) => {}
                () = stopped.wait() => {}
            }
        });
        Self { exchange, call, sent: 0, jobs, worker }
    }

    /// Queues the callback for a status, if it was asked for.
    pub(crate) fn announce(&mut self, status: &CallStatus, at: Duration) {
        if self.call.request.status_callback.is_none() || !is_wanted(&self.call.request.events, status) {
            return;
        }
        let parameters = self.parameters(status, at);
        self.sent += 1;
        // Fails only when the simulator has stopped.
        let _ = self.jobs.send(Job::Deliver { status: status.clone(), at, parameters });
    }

    /// Waits until everything queued so far is delivered or given up.
    pub(crate) async fn flush(&self) {
        let (done, told) = oneshot::channel();
        let _ = self.jobs.send(Job::Tell(done));
        // An error means that the simulator has stopped.
        let _ = told.await;
    }

    /// Waits until everything is delivered or given up, and ends the queue.
    pub(crate) async fn finish(self) {
        drop(self.jobs);
        let _ = self.worker.await;
    }

    fn parameters(&self, status: &CallStatus, at: Duration) -> Parameters {
        let mut parameters = parameters::standard(&self.exchange, &self.call, status);
        parameters.extend([
            ("Timestamp", date::rfc_2822(self.call.created + at)),
            ("SequenceNumber", self.sent.to_string()),
            ("CallbackSource", "call-progress-events".to_owned()),
        ]);
        let duration = self.call.progress.borrow().duration().filter(|_| *status == CallStatus::Completed);
        parameters.extend(duration.map(|duration| ("CallDuration", duration.as_secs().to_string())));
        parameters
    }
}

/// Says whether the creator of a call asked for this status, by its event's name or by its own.
///
/// Both vocabularies count, since the documentation uses both.
fn is_wanted(events: &[String], status: &CallStatus) -> bool {
    let event = match status {
        CallStatus::InProgress => CallEvent::Answered.as_str().to_owned(),
        status if status.is_final() => CallEvent::Completed.as_str().to_owned(),
        status => status.to_string(),
    };
    events.iter().any(|wanted| *wanted == event || wanted == status.as_str())
}

/// Who delivers the callbacks of one call.
struct Courier {
    exchange: Arc<Exchange>,
    call: Arc<Call>,
}

impl Courier {
    fn new(exchange: &Arc<Exchange>, call: &Arc<Call>) -> Self {
        Self { exchange: Arc::clone(exchange), call: Arc::clone(call) }
    }

    async fn work(self, mut queue: mpsc::UnboundedReceiver<Job>) {
        while let Some(job) = queue.recv().await {
            match (job, &self.call.request.status_callback) {
                (Job::Deliver { status, at, parameters }, Some(hook)) => {
                    self.deliver(hook, &status, at, &parameters).await;
                }
                (Job::Deliver { .. }, None) => {}
                (Job::Tell(done), _) => drop(done.send(())),
            }
        }
    }

    async fn deliver(&self, hook: &Hook, status: &CallStatus, at: Duration, parameters: &Parameters) {
        for attempt in 1..=ATTEMPTS {
            if attempt > 1 {
                self.exchange.clock.wait(REST).await;
            }
            let result = match self.exchange.web.send(hook, parameters).await {
                Ok(answer) => WebhookResult::Answered(answer.status().as_u16()),
                Err(error) => WebhookResult::NoAnswer(webhook::reason(&error).to_owned()),
            };
            let delivered = self.exchange.dialect.is_delivered(&result);
            self.call
                .record(at, StepKind::Webhook { status: status.clone(), url: hook.shown(), attempt, result });
            if delivered {
                return;
            }
        }
        self.call.record(at, StepKind::WebhookLost { status: status.clone(), url: hook.shown() });
    }
}
