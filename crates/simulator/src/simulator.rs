//! The handle on a running simulator.

use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;

use mycpaas::CallStatus;

use crate::builder::{SimulatorBuilder, StartError};
use crate::call::{Call, SimulatedCall};
use crate::callee::Callee;
use crate::exchange::Exchange;
use crate::fault::Fault;
use crate::follow::Follow;
use crate::record::ReceivedRequest;
use crate::step::StepKind;
use crate::transcript::Transcript;

/// A running simulator.
///
/// A cheap handle: clones share the simulator. It stops when it is [shut down](Self::shutdown) and
/// when the last handle is dropped.
#[derive(Clone)]
pub struct Simulator(Arc<Running>);

/// Shows where the simulator is, not what it knows: the token is a secret.
impl fmt::Debug for Simulator {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Simulator").field(&self.base_url()).finish()
    }
}

struct Running {
    exchange: Arc<Exchange>,
    address: SocketAddr,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.exchange.stop.now();
    }
}

impl Simulator {
    pub(crate) fn new(exchange: Arc<Exchange>, address: SocketAddr) -> Self {
        Self(Arc::new(Running { exchange, address }))
    }

    /// Starts a simulator with the default settings.
    ///
    /// # Errors
    ///
    /// See [`SimulatorBuilder::start`].
    pub async fn start() -> Result<Self, StartError> {
        Self::builder().start().await
    }

    /// Returns a builder with the default settings.
    pub fn builder() -> SimulatorBuilder {
        SimulatorBuilder::new()
    }

    /// Returns the base URL of the API, for a client: `http://127.0.0.1:PORT/api/laml/2010-04-01`.
    pub fn base_url(&self) -> String {
        format!("{}/api/laml/2010-04-01", self.origin())
    }

    /// Returns where the server is: `http://127.0.0.1:PORT`.
    pub fn origin(&self) -> String {
        format!("http://{}", self.0.address)
    }

    /// Returns the account's identifier.
    pub fn account_sid(&self) -> &str {
        &self.exchange().account_sid
    }

    /// Returns the account's token.
    pub fn auth_token(&self) -> &str {
        &self.exchange().auth_token
    }

    /// Sets the script of whoever has this number, from the next call on.
    ///
    /// At most 10 000 numbers can have a script of their own; further ones keep the default.
    pub fn set_callee(&self, number: impl Into<String>, callee: Callee) {
        self.exchange().callees.set(number.into(), callee);
    }

    /// Sets the script of everybody without one of their own, from the next call on.
    pub fn set_default_callee(&self, callee: Callee) {
        self.exchange().callees.set_default(callee);
    }

    /// Adds a fault for one of the next requests. At most 10 000 wait; further ones are dropped.
    pub fn inject(&self, fault: Fault) {
        self.inject_times(fault, 1);
    }

    /// Adds a fault for several of the next requests.
    #[expect(clippy::needless_pass_by_value, reason = "the same form as `inject`")]
    pub fn inject_times(&self, fault: Fault, times: usize) {
        self.exchange().faults.add(&fault, times);
    }

    /// Returns the requests that the server received, the oldest first, as far as they are kept.
    pub fn received(&self) -> Vec<ReceivedRequest> {
        self.exchange().requests.all()
    }

    /// Returns how many requests the server received, those that are not kept included.
    pub fn received_count(&self) -> u64 {
        self.exchange().requests.total()
    }

    /// Returns the kept requests with that method (any, if empty) and that text in their path.
    ///
    /// `received_matching("POST", "/Calls.json").len()` is how often a client tried to create a call.
    pub fn received_matching(&self, method: &str, path: &str) -> Vec<ReceivedRequest> {
        self.exchange().requests.matching(method, path)
    }

    /// Forgets the received requests.
    pub fn clear_received(&self) {
        self.exchange().requests.clear();
    }

    /// Ends and forgets every call, forgets requests and faults, and gives callees the script they had
    /// at the start.
    pub fn reset(&self) {
        self.exchange().reset();
    }

    /// Returns every call that is kept, the newest first.
    pub fn calls(&self) -> Vec<SimulatedCall> {
        self.exchange().calls.newest_first().iter().map(|call| call.snapshot()).collect()
    }

    /// Returns what happened in a call so far, or nothing if the call is unknown.
    pub fn transcript(&self, sid: &str) -> Option<Transcript> {
        self.find(sid).map(|call| call.transcript())
    }

    /// Returns a view of a call's steps as they happen, or nothing if the call is unknown.
    pub fn follow(&self, sid: &str) -> Option<Follow> {
        self.find(sid).map(|call| Follow::new(&call))
    }

    /// Waits until a call has ended and its webhooks are delivered or given up.
    ///
    /// Returns nothing if the call is unknown.
    pub async fn wait_for_end(&self, sid: &str) -> Option<Transcript> {
        wait_for_end(self.find(sid)?).await
    }

    /// Waits until a call has had a status. Returns whether it had it before it ended.
    ///
    /// A status that the call had earlier counts. An unknown call has none.
    pub async fn wait_for_status(&self, sid: &str, status: CallStatus) -> bool {
        let Some(mut follow) = self.follow(sid) else {
            return false;
        };
        let wanted = StepKind::Status { status };
        while let Some(step) = follow.next().await {
            if step.kind == wanted {
                return true;
            }
        }
        false
    }

    /// Stops the server and every call, and waits until they have stopped.
    ///
    /// Requests that are being answered have a second to end. Other handles stay valid and show what
    /// happened.
    pub async fn shutdown(self) {
        self.exchange().stop.now();
        self.exchange().stop.all_ended().await;
    }

    fn exchange(&self) -> &Exchange {
        &self.0.exchange
    }

    fn find(&self, sid: &str) -> Option<Arc<Call>> {
        self.exchange().calls.find(sid)
    }
}

/// Waits until nothing happens to a call any more.
pub(crate) async fn wait_for_end(call: Arc<Call>) -> Option<Transcript> {
    let mut progress = call.progress.subscribe();
    progress.wait_for(|progress| progress.settled).await.ok()?;
    Some(call.transcript())
}
