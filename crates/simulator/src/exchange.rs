//! What the parts of the simulator share.

use std::fmt;

use tokio::sync::watch;

use crate::book::CallBook;
use crate::callee::CalleeBook;
use crate::clock::Clock;
use crate::dialect::Dialect;
use crate::fault::FaultQueue;
use crate::record::RequestLog;
use crate::webhook::WebClient;

/// What the parts of the simulator share.
pub(crate) struct Exchange {
    pub(crate) account_sid: String,
    pub(crate) auth_token: String,
    pub(crate) own_numbers: Vec<String>,
    pub(crate) clock: Clock,
    pub(crate) dialect: Dialect,
    pub(crate) calls: CallBook,
    pub(crate) callees: CalleeBook,
    pub(crate) requests: RequestLog,
    pub(crate) faults: FaultQueue,
    pub(crate) web: WebClient,
    pub(crate) stop: Stop,
}

impl Exchange {
    /// Ends and forgets calls, forgets requests and faults, and gives every callee the script it had at
    /// the start.
    pub(crate) fn reset(&self) {
        self.calls.clear();
        self.callees.reset();
        self.requests.clear();
        self.faults.clear();
    }
}

/// Shows nothing of what it holds: the token is a secret.
impl fmt::Debug for Exchange {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Exchange").finish_non_exhaustive()
    }
}

/// The end of the simulator, for every task to see.
#[derive(Debug, Default)]
pub(crate) struct Stop(watch::Sender<bool>);

impl Stop {
    /// Returns what a task holds as long as it runs.
    pub(crate) fn watch(&self) -> Stopped {
        Stopped(self.0.subscribe())
    }

    /// Tells every task to end.
    pub(crate) fn now(&self) {
        self.0.send_replace(true);
    }

    /// Waits until every task has ended.
    pub(crate) async fn all_ended(&self) {
        self.0.closed().await;
    }
}

/// A task's view of the end of the simulator.
#[derive(Clone, Debug)]
pub(crate) struct Stopped(watch::Receiver<bool>);

impl Stopped {
    /// Waits for the simulator to end.
    pub(crate) async fn wait(&mut self) {
        // An error means that nobody is left who could say so.
        let _ = self.0.wait_for(|stopped| *stopped).await;
    }
}
