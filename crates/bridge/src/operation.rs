//! One request of a caller, from its arguments to its reply, for those who wait and for those who do not.

use std::any::Any;
use std::fmt;
use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::mpsc::{self, Sender};
use std::thread;
use std::time::Duration;

use futures_util::FutureExt;
use mycpaas::{Answer, Call, CreateCall, ListCalls, Metadata, RawRequest, UpdateCall, WaitCall};
use tokio::task::AbortHandle;

use crate::client::Client;
use crate::completions::Completions;
use crate::failure::{Failure, Result};
use crate::log::{self, LogRecord};
use crate::page::Page;
use crate::runtime::Runtime;

/// How often a caller who waits looks up, for signals such as that of Ctrl-C.
const TICK: Duration = Duration::from_millis(50);

pub(crate) type ReplyFuture = Pin<Box<dyn Future<Output = Result<Reply>> + Send>>;

/// What a request was answered with.
#[derive(Debug)]
#[non_exhaustive]
pub enum Reply {
    /// A call.
    Call(Box<Answer<Call>>),
    /// A page of calls, or nothing where there is no such page.
    Page(Option<Box<Page>>),
    /// Nothing but that it was done.
    Done(Metadata),
    /// A body that was not looked at.
    Body(Vec<u8>, Metadata),
    /// What [`Operation::other`] ended with.
    Other(Box<dyn Any + Send>),
}

/// What happens to a request that was started.
#[derive(Debug)]
pub enum Event {
    /// Something for the log.
    Log(LogRecord),
    /// It has ended. Nothing comes after this.
    Done(Result<Reply>),
}

/// Who is told what is logged of a request.
pub(crate) enum Listener {
    /// A thread that waits.
    Caller(Sender<LogRecord>),
    /// An event loop, and the number that it knows the request by.
    Loop(Arc<Completions>, u64),
}

/// A request that is not started yet.
pub struct Operation {
    future: ReplyFuture,
    logged: bool,
}

/// A request that was started. Dropping this leaves it alone.
#[derive(Debug)]
pub struct Running(AbortHandle);

impl Operation {
    /// Places a call.
    ///
    /// # Errors
    /// All of these fail where a new process cannot build its client; what is wrong with a request is told when it
    /// is run.
    pub fn create(client: &Client, parameters: CreateCall) -> Result<Self> {
        Self::call(client, |client| async move { client.calls().create(parameters).await })
    }

    /// Fetches a call.
    pub fn fetch(client: &Client, sid: String) -> Result<Self> {
        Self::call(client, |client| async move { client.calls().fetch(sid).await })
    }

    /// Changes a call.
    pub fn update(client: &Client, sid: String, parameters: UpdateCall) -> Result<Self> {
        Self::call(client, |client| async move { client.calls().update(sid, parameters).await })
    }

    /// Hangs a call up.
    pub fn hang_up(client: &Client, sid: String) -> Result<Self> {
        Self::call(client, |client| async move { client.calls().hang_up(sid).await })
    }

    /// Cancels a call.
    pub fn cancel(client: &Client, sid: String) -> Result<Self> {
        Self::call(client, |client| async move { client.calls().cancel(sid).await })
    }

    /// Redirects a call.
    pub fn redirect(client: &Client, sid: String, url: String) -> Result<Self> {
        Self::call(client, |client| async move { client.calls().redirect(sid, url).await })
    }

    /// Waits for a status of a call.
    pub fn wait_for(client: &Client, sid: String, parameters: WaitCall) -> Result<Self> {
        Self::call(client, |client| async move { client.calls().wait(sid, parameters).await })
    }

    /// Deletes the record of a call.
    pub fn delete(client: &Client, sid: String) -> Result<Self> {
        let client = client.own()?.clone();
        Ok(Self::new(async move { Ok(Reply::Done(client.calls().delete(sid).await?.into_parts().1)) }))
    }

    /// Lists calls: the first page.
    pub fn list(client: &Client, parameters: ListCalls) -> Result<Self> {
        let (client, list) = (client.clone(), client.own()?.calls().list(parameters));
        Ok(Self::new(async move {
            let page = list.first_page().await?;
            Ok(Reply::Page(Some(Box::new(Page::new(client, page)))))
        }))
    }

    /// Sends any request.
    pub fn request(client: &Client, request: RawRequest) -> Result<Self> {
        let client = client.own()?.clone();
        Ok(Self::new(async move {
            let answer = client.request(request).await?;
            let (body, metadata) = answer.into_parts();
            Ok(Reply::Body(body.into(), metadata))
        }))
    }

    /// Runs something else than a request in the background, with all that requests have: waiting, and not waiting.
    pub fn other<T: Send + 'static>(future: impl Future<Output = Result<T>> + Send + 'static) -> Self {
        Self::new(async move { Ok(Reply::Other(Box::new(future.await?))) })
    }

    fn call<F, O>(client: &Client, operation: O) -> Result<Self>
    where
        O: FnOnce(mycpaas::Client) -> F,
        F: Future<Output = std::result::Result<Answer<Call>, mycpaas::Error>> + Send + 'static,
    {
        let future = operation(client.own()?.clone());
        Ok(Self::new(async move { Ok(Reply::Call(Box::new(future.await?))) }))
    }

    pub(crate) fn new(future: impl Future<Output = Result<Reply>> + Send + 'static) -> Self {
        Self { future: Box::pin(future), logged: false }
    }

    /// Lets what happens in it come as [`Event::Log`], too.
    pub fn logged(mut self, logged: bool) -> Self {
        self.logged = logged;
        self
    }

    /// Runs the request in this thread, and blocks until it has ended.
    ///
    /// `hear` gets every record for the log, `tick` is called every 50 ms. When one of them returns an error, the
    /// request is dropped.
    ///
    /// # Errors
    /// The outer error is that of `hear` or `tick`, the inner one that of the request.
    pub fn run<E>(
        self,
        mut hear: impl FnMut(LogRecord) -> std::result::Result<(), E>,
        mut tick: impl FnMut() -> std::result::Result<(), E>,
    ) -> std::result::Result<Result<Reply>, E> {
        let runtime = match Runtime::own() {
            Ok(runtime) => runtime,
            Err(failure) => return Ok(Err(failure)),
        };
        let (sender, records) = mpsc::channel();
        let mut future = AssertUnwindSafe(self.observed(Listener::Caller(sender))).catch_unwind();
        loop {
            let outcome = runtime.run_for(TICK, &mut future);
            let heard = records.try_iter().try_for_each(&mut hear);
            if let Some(outcome) = outcome {
                let outcome = unwound(outcome);
                if outcome.is_err() {
                    Runtime::close_connections();
                }
                return heard.map(|()| outcome);
            }
            if let Err(error) = heard.and_then(|()| tick()) {
                drop(future);
                Runtime::close_connections();
                return Err(error);
            }
        }
    }

    /// Starts the request. What happens to it is told to `completions`, with `id`.
    ///
    /// # Errors
    /// Where the thread that sends requests cannot be started.
    pub fn start(self, completions: &Arc<Completions>, id: u64) -> Result<Running> {
        let completions = Arc::clone(completions);
        let future = self.observed(Listener::Loop(Arc::clone(&completions), id));
        let task = Runtime::own()?.spawn(async move {
            let outcome = unwound(AssertUnwindSafe(future).catch_unwind().await);
            completions.push(id, Event::Done(outcome)).wake_in_a_turn().await;
        })?;
        Ok(Running(task.abort_handle()))
    }

    fn observed(self, listener: Listener) -> ReplyFuture {
        if self.logged { log::observed(self.future, listener) } else { self.future }
    }
}

impl Listener {
    pub(crate) fn hear(&self, record: LogRecord) {
        match self {
            // Nobody hears it who has stopped to wait.
            Self::Caller(sender) => drop(sender.send(record)),
            Self::Loop(completions, id) => completions.push(*id, Event::Log(record)).wake(),
        }
    }
}

/// A panic is an error like others.
fn unwound(outcome: thread::Result<Result<Reply>>) -> Result<Reply> {
    outcome.unwrap_or_else(|panic| Err(Failure::panicked(&*panic)))
}

impl fmt::Debug for Operation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Operation").field("logged", &self.logged).finish_non_exhaustive()
    }
}

impl Running {
    /// Drops the request if it has not ended: its connection is closed, and nothing more is told of it.
    pub fn abort(&self) {
        self.0.abort();
    }
}
