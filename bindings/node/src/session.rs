//! The requests of one thread of JavaScript, and what has happened to them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use mycpaas_bridge::{Completions, Event, Failure, Operation, Page as BridgePage, Reply, Result, Running};
use napi::Env;
use napi::bindgen_prelude::{Buffer, Function};
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use napi_derive::napi;

use crate::client::Client;
use crate::failure::{throw, written};
use crate::options::read;
use crate::order::{Enclosed, Order};
use crate::reply;
use crate::webhooks::CallTracker;

/// What wakes JavaScript. It keeps no process alive by itself.
type Waker = ThreadsafeFunction<(), (), (), napi::Status, false, true>;

/// The requests of one thread of JavaScript. Those in flight are dropped with it.
#[napi]
pub(crate) struct Session {
    completions: Arc<Completions>,
    waker: Arc<Mutex<Waker>>,
    requests: Mutex<Requests>,
}

#[derive(Default)]
struct Requests {
    running: HashMap<u64, Running>,
    /// Replies of which JavaScript has not taken everything yet.
    pages: HashMap<u64, BridgePage>,
    bodies: HashMap<u64, Vec<u8>>,
}

/// A page that knows its neighbours.
#[napi]
pub(crate) struct Page {
    page: BridgePage,
}

#[napi]
impl Session {
    /// Makes one. `wake` is called when there is something to take.
    #[napi(constructor)]
    pub fn new(wake: Function<'_, (), ()>) -> napi::Result<Self> {
        let waker = wake.build_threadsafe_function().weak::<true>().build()?;
        let waker = Arc::new(Mutex::new(waker));
        let own = Arc::clone(&waker);
        // When the thread of JavaScript ends there is nobody to wake.
        let completions = Completions::new(move || {
            locked(&own).call((), ThreadsafeFunctionCallMode::NonBlocking);
        });
        Ok(Self { completions: Arc::new(completions), waker, requests: Mutex::default() })
    }

    /// Starts a request, which is JSON. What happens to it is told with `id`.
    #[napi]
    pub fn start(&self, client: &Client, id: f64, order: String, body: Option<Buffer>) -> napi::Result<()> {
        let order: Order = read(&order).map_err(throw)?;
        let enclosed = Enclosed { body: body.map(Vec::from), ..Enclosed::default() };
        self.begin(client, id, order, enclosed).map_err(throw)
    }

    /// Starts a request that learns from a tracker, too.
    #[napi]
    pub fn follow(&self, client: &Client, id: f64, order: String, tracker: &CallTracker) -> napi::Result<()> {
        let order: Order = read(&order).map_err(throw)?;
        let enclosed = Enclosed { tracker: Some(tracker.tracker.clone()), ..Enclosed::default() };
        self.begin(client, id, order, enclosed).map_err(throw)
    }

    /// Requests the page after another one, or before it.
    #[napi]
    pub fn turn(&self, page: &Page, id: f64, forward: bool, logged: bool) -> napi::Result<()> {
        let operation = if forward { page.page.next() } else { page.page.previous() };
        operation.and_then(|operation| self.run(id, operation.logged(logged))).map_err(throw)
    }

    /// Takes what has happened, as JSON: a list of numbers and events.
    #[napi]
    pub fn take(&self) -> napi::Result<String> {
        let events = self.completions.take();
        let written = reply::write(&events).map_err(throw)?;
        self.requests().keep(events);
        Ok(written)
    }

    /// Takes the page that a request ended with.
    #[napi]
    pub fn take_page(&self, id: f64) -> Option<Page> {
        self.requests().pages.remove(&number(id)).map(|page| Page { page })
    }

    /// Takes the body that a request ended with.
    #[napi]
    pub fn take_body(&self, id: f64) -> Option<Buffer> {
        self.requests().bodies.remove(&number(id)).map(Buffer::from)
    }

    /// Drops a request: its connection is closed, and nothing more is told of it. Returns its failure, as JSON.
    #[napi]
    pub fn abort(&self, id: f64, places_call: bool) -> String {
        if let Some(running) = self.requests().running.remove(&number(id)) {
            running.abort();
        }
        written(&Failure::dropped("The request was aborted", places_call))
    }

    /// Lets the process end only when this session does, or whenever it likes.
    #[napi]
    pub fn keep_alive(&self, env: Env, alive: bool) -> napi::Result<()> {
        refer(&mut locked(&self.waker), env, alive)
    }
}

impl Session {
    fn begin(&self, client: &Client, id: f64, mut order: Order, enclosed: Enclosed) -> Result<()> {
        let client = client.derive(order.options.take())?;
        self.run(id, order.operation(&client, enclosed)?)
    }

    /// Starts an operation.
    pub(crate) fn run(&self, id: f64, operation: Operation) -> Result<()> {
        let id = number(id);
        // Held until the request is known, or its end could be taken before.
        let mut requests = self.requests();
        let running = operation.start(&self.completions, id)?;
        requests.running.insert(id, running);
        Ok(())
    }

    fn requests(&self) -> MutexGuard<'_, Requests> {
        locked(&self.requests)
    }
}

impl Requests {
    /// Forgets what has ended, and keeps what JSON does not hold.
    fn keep(&mut self, events: Vec<(u64, Event)>) {
        for (id, event) in events {
            let Event::Done(outcome) = event else { continue };
            if self.running.remove(&id).is_none() {
                continue;
            }
            match outcome {
                Ok(Reply::Page(Some(page))) => drop(self.pages.insert(id, *page)),
                Ok(Reply::Body(body, _)) => drop(self.bodies.insert(id, body)),
                _ => {}
            }
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.requests().running.values().for_each(Running::abort);
    }
}

#[expect(deprecated, reason = "nothing else keeps a process alive only while requests are in flight")]
fn refer(waker: &mut Waker, env: Env, alive: bool) -> napi::Result<()> {
    if alive { waker.refer(&env) } else { waker.unref(&env) }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// JavaScript counts requests with numbers that are exact for longer than anybody lives.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is a whole number from 0")]
fn number(id: f64) -> u64 {
    id as u64
}
