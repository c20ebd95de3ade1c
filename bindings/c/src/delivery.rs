//! Requests that were started, and the callbacks that wait for their ends.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use mycpaas_bridge::{Completions, Event, Failure, Operation, Process, Reply, Result, Running};

use crate::callback::Callback;
use crate::log::Log;

/// Brings the ends of requests to the thread that dispatches them.
#[derive(Debug)]
pub(crate) struct Delivery {
    completions: Arc<Completions>,
    state: Mutex<State>,
    /// After a `fork` the child has a copy, whose requests are its parent's.
    owner: Process,
}

#[derive(Debug, Default)]
struct State {
    waiting: HashMap<u64, Waiting>,
    next: u64,
    /// Nobody dispatches any more.
    closed: bool,
}

/// A request that has not ended.
#[derive(Debug)]
struct Waiting {
    callback: Callback,
    log: Option<Log>,
    places_call: bool,
    running: Running,
}

impl Delivery {
    /// Makes one. `wake` lets somebody [dispatch](Self::dispatch), and must not block.
    pub(crate) fn new(wake: impl Fn() + Send + Sync + 'static) -> Self {
        Self {
            completions: Arc::new(Completions::new(wake)),
            state: Mutex::default(),
            owner: Process::current(),
        }
    }

    /// Starts a request. If that fails, its callback never runs.
    pub(crate) fn start(&self, operation: Operation, callback: Callback, log: Option<Log>) -> Result<()> {
        let places_call = operation.places_call();
        if !self.is_own() {
            return Err(unusable("belongs to another process"));
        }
        // Held until the request is known, or its end could be dispatched before.
        let mut state = self.state();
        if state.closed {
            return Err(unusable("was freed"));
        }
        let id = state.next;
        state.next += 1;
        let running = operation.start(&self.completions, id)?;
        state.waiting.insert(id, Waiting { callback, log, places_call, running });
        Ok(())
    }

    /// Runs the callbacks of what has happened, and returns of how many requests this was the end.
    pub(crate) fn dispatch(&self) -> usize {
        let happened = if self.is_own() { self.completions.take() } else { Vec::new() };
        happened.into_iter().filter_map(|(id, event)| self.tell(id, event)).count()
    }

    /// Returns how many requests have not ended, or not been dispatched.
    pub(crate) fn pending(&self) -> usize {
        if self.is_own() { self.state().waiting.len() } else { 0 }
    }

    /// Takes no more requests, drops every one that is left, and runs its callback.
    pub(crate) fn close(&self) {
        if !self.is_own() {
            return;
        }
        self.state().closed = true;
        self.dispatch();
        let left: Vec<Waiting> = self.state().waiting.drain().map(|(_, waiting)| waiting).collect();
        for Waiting { callback, log, places_call, running } in left {
            running.abort();
            let problem = "the queue was freed before the request had ended";
            callback.run(Err(Failure::dropped(problem, places_call)), log);
        }
    }

    /// Says whether this process made it. In another one its lock may be held for ever.
    pub(crate) fn is_own(&self) -> bool {
        self.owner == Process::current()
    }

    /// Tells one event, and says if it was the end of a request.
    fn tell(&self, id: u64, event: Event) -> Option<()> {
        match event {
            Event::Log(record) => {
                let log = self.state().waiting.get(&id).and_then(|waiting| waiting.log);
                if let Some(log) = log {
                    log.tell(record);
                }
                None
            }
            Event::Done(outcome) => self.end(id, outcome),
        }
    }

    fn end(&self, id: u64, outcome: Result<Reply>) -> Option<()> {
        let waiting = self.state().waiting.remove(&id)?;
        waiting.callback.run(outcome, waiting.log);
        Some(())
    }

    /// No callback runs while this is held.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A request with a queue that nobody dispatches.
fn unusable(problem: &str) -> Box<Failure> {
    let problem = format_args!("its queue {problem}; one that is dispatched in this process is allowed");
    Failure::invalid_argument("options", problem)
}
