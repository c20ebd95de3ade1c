//! The life of a call, from the first ring to the last webhook.

use std::sync::Arc;
use std::time::Duration;

use mycpaas::CallStatus;
use tokio::sync::mpsc;

use super::fetch::Wanted;
use super::line::{End, Line};
use crate::call::{Call, Command, Order};
use crate::callee::Reaction;
use crate::exchange::Exchange;
use crate::step::{Party, StepKind};

/// How long the network takes to make the callee's telephone ring, in the call's time.
const DIALLING: Duration = Duration::from_secs(1);

/// Lets a call live until its webhooks are delivered or given up.
pub(super) async fn live(exchange: Arc<Exchange>, call: Arc<Call>, mut commands: mpsc::Receiver<Command>) {
    let mut line = Line::new(exchange, Arc::clone(&call));
    let mut start = None;
    loop {
        let (order, reply) = tokio::select! {
            biased;
            command = next_order(&call, &mut commands) => command,
            end = line.walk(start.take()) => break line.end(end),
        };
        line.timeline.settle();
        start = line.obey(order);
        // Whoever asked may have gone.
        let _ = reply.send(Ok(()));
        if start.is_none() {
            break;
        }
    }
    // From here on, orders are refused.
    drop(commands);
    line.callbacks.finish().await;
}

/// Waits for an order that the call can obey, and refuses the others.
async fn next_order(call: &Call, commands: &mut mpsc::Receiver<Command>) -> Command {
    loop {
        let Some((order, reply)) = commands.recv().await else { std::future::pending().await };
        match order.refusal(&call.status()) {
            None => return (order, reply),
            Some(refusal) => drop(reply.send(Err(refusal))),
        }
    }
}

impl Line {
    /// Walks the call from its beginning, or from a document, to its end.
    async fn walk(&mut self, start: Option<Wanted>) -> End {
        let wanted = match start {
            Some(wanted) => wanted,
            None => match self.dial().await {
                Ok(()) => self.call.request.source.clone().into(),
                Err(end) => return end,
            },
        };
        match self.run(wanted).await {
            Ok(never) => match never {},
            Err(end) => end,
        }
    }

    /// Obeys an order: returns the document to go on with, or nothing when the call has ended.
    fn obey(&mut self, order: Order) -> Option<Wanted> {
        match order {
            Order::Redirect(source) => return Some(Wanted::from(*source)),
            Order::Complete if self.call.status() == CallStatus::InProgress => {
                self.end(End::HungUp(Party::Api));
            }
            Order::Complete | Order::Cancel => self.end(End::Unanswered(CallStatus::Canceled)),
        }
        None
    }

    /// Rings until the callee answers.
    async fn dial(&mut self) -> Result<(), End> {
        self.reach(CallStatus::Initiated).await;
        self.pass(DIALLING).await?;
        match self.callee.reaction {
            Reaction::Busy => return Err(End::Unanswered(CallStatus::Busy)),
            Reaction::Unreachable => {
                return Err(End::Failed { code: None, reason: "the callee cannot be reached".to_owned() });
            }
            Reaction::Answers(_) | Reaction::NoAnswer => {}
        }
        self.reach(CallStatus::Ringing).await;
        let timeout = self.call.request.timeout;
        match self.callee.reaction {
            Reaction::Answers(ringing) if ringing <= timeout => self.pass(ringing).await?,
            _ => {
                self.pass(timeout).await?;
                return Err(End::Unanswered(CallStatus::NoAnswer));
            }
        }
        self.answered();
        self.reach(CallStatus::InProgress).await;
        Ok(())
    }

    /// Records the end of the call.
    fn end(&mut self, end: End) {
        let status = match end {
            End::Unanswered(status) => status,
            End::HungUp(by) => {
                self.record(StepKind::HungUp { by });
                CallStatus::Completed
            }
            End::Failed { code, reason } => {
                self.record(StepKind::Failed { code, reason });
                CallStatus::Failed
            }
        };
        self.set_status(&status);
    }
}
