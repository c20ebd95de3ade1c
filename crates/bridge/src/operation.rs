//! One request of a caller, from its arguments to its reply, for those who wait and for those who do not.

use std::any::Any;
use std::fmt;
use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::Arc;
use std::thread;

use futures_util::FutureExt;
use mycpaas::{Answer, Call, CreateCall, ListCalls, Metadata, RawRequest, UpdateCall, WaitCall};
use tokio::task::AbortHandle;
use tracing::Level;

use crate::blocking::{Blocking, Records};
use crate::client::Client;
use crate::completions::Completions;
use crate::failure::{Failure, Result};
use crate::log::{self, LogRecord};
use crate::page::Page;
use crate::runtime::Runtime;

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
    Caller(Arc<Records>),
    /// An event loop, and the number that it knows the request by.
    Loop(Arc<Completions>, u64),
}

/// A request that is not started yet.
pub struct Operation {
    future: ReplyFuture,
    logged: Option<Level>,
    places_call: bool,
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
        let placing = Self::call(client, |client| async move { client.calls().create(parameters).await })?;
        Ok(Self { places_call: true, ..placing })
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
        Self { future: Box::pin(future), logged: None, places_call: false }
    }

    /// Lets everything that happens in it come as [`Event::Log`], too.
    pub fn logged(self, logged: bool) -> Self {
        self.logged_from(logged.then_some(Level::TRACE))
    }

    /// Lets what matters as much as this, or more, come as [`Event::Log`], too. What matters less costs nothing.
    pub fn logged_from(mut self, level: Option<Level>) -> Self {
        self.logged = level;
        self
    }

    /// Says whether it places a call.
    pub fn places_call(&self) -> bool {
        self.places_call
    }

    /// Prepares to run the request in the thread that asks for it.
    pub fn blocking(self) -> Blocking {
        let records = Arc::default();
        Blocking::new(self.observed(Listener::Caller(Arc::clone(&records))), records)
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
        match self.logged {
            Some(level) => log::observed(self.future, listener, level),
            None => self.future,
        }
    }
}

impl Listener {
    pub(crate) fn hear(&self, record: LogRecord) {
        match self {
            Self::Caller(records) => records.push(record),
            Self::Loop(completions, id) => completions.push(*id, Event::Log(record)).wake(),
        }
    }
}

/// A panic is an error like others.
pub(crate) fn unwound(outcome: thread::Result<Result<Reply>>) -> Result<Reply> {
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
