//! The simulator: starts it, scripts it, and reads what happened.

mod callee;
mod fault;
mod settings;
mod shape;

use std::future::Future;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use mycpaas_bridge::{self as bridge, CallStatus, ErrorKind, Failure, Operation, Result};
use mycpaas_simulator::{self as simulator, SimulatorBuilder};
use napi_derive::napi;
use serde::Serialize;
use serde_json::json;
use tokio::sync::Mutex;

use crate::failure::throw;
use crate::options::read;
use crate::session::Session;
use callee::Script;
use fault::Order;
use settings::Settings;
use shape::{CallShape, RequestShape, StepShape, TranscriptShape};

/// A simulator, which is started once.
#[napi]
pub(crate) struct Simulator {
    builder: SimulatorBuilder,
    running: Arc<OnceLock<simulator::Simulator>>,
}

/// A view of a call's steps as they happen.
#[napi]
pub(crate) struct Follow {
    follow: Arc<Mutex<simulator::Follow>>,
}

#[napi]
impl Simulator {
    /// Sets a simulator up by its settings, which are JSON.
    #[napi(constructor)]
    pub fn new(settings: String) -> napi::Result<Self> {
        let settings: Settings = read(&settings).map_err(throw)?;
        Ok(Self { builder: settings.builder().map_err(throw)?, running: Arc::default() })
    }

    /// Starts it. The request ends with where it is.
    #[napi]
    pub fn start(&self, session: &Session, id: f64) -> napi::Result<()> {
        let (builder, running) = (self.builder.clone(), Arc::clone(&self.running));
        run(session, id, async move {
            let started = builder.start().await;
            let started =
                started.map_err(|error| Failure::new(ErrorKind::Configuration, error.to_string()))?;
            let simulator = running.get_or_init(|| started);
            let address = json!({
                "origin": simulator.origin(),
                "baseUrl": simulator.base_url(),
                "accountSid": simulator.account_sid(),
                "authToken": simulator.auth_token(),
            });
            Ok(address.to_string())
        })
    }

    /// Stops the server and every call.
    #[napi]
    pub fn shutdown(&self, session: &Session, id: f64) -> napi::Result<()> {
        let simulator = self.own()?.clone();
        run(session, id, async move {
            simulator.shutdown().await;
            Ok("null".to_owned())
        })
    }

    /// Waits for the end of a call. The request ends with its transcript.
    #[napi]
    pub fn wait_for_end(
        &self,
        session: &Session,
        id: f64,
        sid: String,
        timeout: Option<f64>,
    ) -> napi::Result<()> {
        let simulator = self.own()?.clone();
        self.known(&sid)?;
        run(session, id, async move {
            let end = within(timeout, simulator.wait_for_end(&sid)).await;
            let end = end.ok_or_else(|| late(&simulator, &sid, "ended", timeout))?;
            let transcript = end.ok_or_else(|| {
                let problem = format!("the simulator was reset, and knows call {sid} no more");
                Failure::new(ErrorKind::NotFound, problem)
            })?;
            text(&TranscriptShape::from(&transcript))
        })
    }

    /// Waits until a call has had a status. The request ends with whether it had it before it ended.
    #[napi]
    pub fn wait_for_status(
        &self,
        session: &Session,
        id: f64,
        sid: String,
        status: String,
        timeout: Option<f64>,
    ) -> napi::Result<()> {
        let simulator = self.own()?.clone();
        self.known(&sid)?;
        run(session, id, async move {
            let reached =
                within(timeout, simulator.wait_for_status(&sid, CallStatus::from(status.clone()))).await;
            let reached =
                reached.ok_or_else(|| late(&simulator, &sid, &format!("become {status}"), timeout))?;
            Ok(reached.to_string())
        })
    }

    /// Returns a view of a call's steps.
    #[napi]
    pub fn follow(&self, sid: String) -> napi::Result<Follow> {
        let follow = self.own()?.follow(&sid).ok_or_else(|| throw(unknown(&sid)))?;
        Ok(Follow { follow: Arc::new(Mutex::new(follow)) })
    }

    /// Returns what happened in a call so far, as JSON.
    #[napi]
    pub fn transcript(&self, sid: String) -> napi::Result<String> {
        let transcript = self.own()?.transcript(&sid).ok_or_else(|| throw(unknown(&sid)))?;
        text(&TranscriptShape::from(&transcript)).map_err(throw)
    }

    /// Sets the script of a number, or that of everybody else. It is JSON.
    #[napi]
    pub fn set_callee(&self, number: Option<String>, script: String) -> napi::Result<()> {
        let script: Script = read(&script).map_err(throw)?;
        let callee = script.callee().map_err(throw)?;
        match number {
            Some(number) => self.own()?.set_callee(number, callee),
            None => self.own()?.set_default_callee(callee),
        }
        Ok(())
    }

    /// Lets something go wrong with the next requests. What it is, is JSON.
    #[napi]
    pub fn inject(&self, fault: String, times: u32) -> napi::Result<()> {
        let order: Order = read(&fault).map_err(throw)?;
        self.own()?.inject_times(order.fault().map_err(throw)?, usize::try_from(times).unwrap_or(usize::MAX));
        Ok(())
    }

    /// Returns the kept requests with that method and that text in their path, as JSON.
    #[napi]
    pub fn received(&self, method: String, path: String) -> napi::Result<String> {
        let requests = self.own()?.received_matching(&method, &path);
        let shapes: Vec<RequestShape<'_>> = requests.iter().map(RequestShape::from).collect();
        text(&shapes).map_err(throw)
    }

    /// How many requests were received.
    #[napi]
    pub fn received_count(&self) -> napi::Result<u32> {
        Ok(u32::try_from(self.own()?.received_count()).unwrap_or(u32::MAX))
    }

    /// Forgets the received requests.
    #[napi]
    pub fn clear_received(&self) -> napi::Result<()> {
        self.own()?.clear_received();
        Ok(())
    }

    /// Forgets everything.
    #[napi]
    pub fn reset(&self) -> napi::Result<()> {
        self.own()?.reset();
        Ok(())
    }

    /// Returns every call that is kept, the newest first, as JSON.
    #[napi]
    pub fn calls(&self) -> napi::Result<String> {
        let calls = self.own()?.calls();
        let shapes: Vec<CallShape<'_>> = calls.iter().map(CallShape::from).collect();
        text(&shapes).map_err(throw)
    }
}

impl Simulator {
    fn own(&self) -> napi::Result<&simulator::Simulator> {
        self.running.get().ok_or_else(|| {
            throw(Failure::new(
                ErrorKind::Configuration,
                "the simulator is not started: await `Simulator.start()`",
            ))
        })
    }

    fn known(&self, sid: &str) -> napi::Result<()> {
        if self.own()?.follow(sid).is_none() {
            return Err(throw(unknown(sid)));
        }
        Ok(())
    }
}

#[napi]
impl Follow {
    /// Waits for the next step. The request ends with it, or with null after the last one.
    #[napi]
    pub fn next(&self, session: &Session, id: f64) -> napi::Result<()> {
        let follow = Arc::clone(&self.follow);
        run(session, id, async move {
            let step = follow.lock().await.next().await;
            text(&step.as_ref().map(StepShape::from))
        })
    }
}

/// Runs something in the background that ends with JSON.
fn run(
    session: &Session,
    id: f64,
    future: impl Future<Output = Result<String>> + Send + 'static,
) -> napi::Result<()> {
    bridge::drive_in_background().and_then(|()| session.run(id, Operation::other(future))).map_err(throw)
}

fn text(shape: &impl Serialize) -> Result<String> {
    serde_json::to_string(shape)
        .map_err(|error| Failure::new(ErrorKind::Internal, format!("a defect of this library: {error}")))
}

/// Waits no longer than that many milliseconds, or as long as it takes.
async fn within<F: Future>(limit: Option<f64>, future: F) -> Option<F::Output> {
    match limit {
        Some(limit) => {
            let limit = Duration::try_from_secs_f64(limit / 1e3).unwrap_or(Duration::MAX);
            tokio::time::timeout(limit, future).await.ok()
        }
        None => Some(future.await),
    }
}

fn late(simulator: &simulator::Simulator, sid: &str, what: &str, limit: Option<f64>) -> Box<Failure> {
    let steps = simulator.transcript(sid).map(|transcript| transcript.steps).unwrap_or_default();
    let last = steps.last().map_or_else(String::new, |step| format!("; its last step is: {step}"));
    let problem = format!("call {sid} has not {what} within {} ms{last}", limit.unwrap_or_default());
    Failure::new(ErrorKind::Timeout, problem)
}

fn unknown(sid: &str) -> Box<Failure> {
    Failure::new(ErrorKind::NotFound, format!("the simulator knows no call {sid:?}"))
}
