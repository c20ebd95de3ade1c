//! A request that is run in the thread of a caller who waits.

use std::fmt;
use std::future::poll_fn;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Poll;
use std::thread;
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::CatchUnwind;

use crate::failure::{Failure, Result};
use crate::log::LogRecord;
use crate::operation::{Reply, ReplyFuture, unwound};
use crate::runtime::Runtime;

/// How often a caller who waits looks up, for signals such as that of Ctrl-C.
const TICK: Duration = Duration::from_millis(50);

/// A request that goes on only while a caller waits for it. Dropping this drops it, and closes its connection.
pub struct Blocking {
    state: State,
    records: Arc<Records>,
}

enum State {
    Going(CatchUnwind<AssertUnwindSafe<ReplyFuture>>),
    /// It has ended, and nobody was told yet.
    Ended(Result<Reply>),
    Told,
}

/// What a caller who waits comes back with.
#[derive(Debug)]
pub enum Turn {
    /// Something for the log. The request goes on with the next turn.
    Heard(Vec<LogRecord>),
    /// The end. Nothing comes after this.
    Ended(Result<Reply>),
}

/// What was logged, until the caller takes it.
#[derive(Default)]
pub(crate) struct Records(Mutex<Vec<LogRecord>>);

impl Blocking {
    pub(crate) fn new(future: ReplyFuture, records: Arc<Records>) -> Self {
        Self { state: State::Going(AssertUnwindSafe(future).catch_unwind()), records }
    }

    /// Runs the request in this thread, and blocks until it has ended or there is something for the log.
    ///
    /// `tick` is called every 50 ms.
    ///
    /// # Errors
    /// That of `tick`. The request can go on after it, or be dropped.
    pub fn turn<E>(
        &mut self,
        mut tick: impl FnMut() -> std::result::Result<(), E>,
    ) -> std::result::Result<Turn, E> {
        loop {
            if let State::Going(future) = &mut self.state {
                match drive(future, &self.records) {
                    Ok(Some(outcome)) => self.end(unwound(outcome)),
                    Ok(None) => {}
                    Err(failure) => self.end(Err(failure)),
                }
            }
            let heard = self.records.take();
            if !heard.is_empty() {
                return Ok(Turn::Heard(heard));
            }
            match std::mem::replace(&mut self.state, State::Told) {
                State::Ended(outcome) => return Ok(Turn::Ended(outcome)),
                State::Told => return Ok(Turn::Ended(Err(told_already()))),
                going @ State::Going(_) => self.state = going,
            }
            tick()?;
        }
    }

    fn end(&mut self, outcome: Result<Reply>) {
        let failed = outcome.is_err();
        self.state = State::Ended(outcome);
        if failed {
            Runtime::close_connections();
        }
    }
}

/// Polls a request for one tick, or until something was logged.
fn drive(
    future: &mut (impl Future<Output = thread::Result<Result<Reply>>> + Unpin),
    records: &Records,
) -> Result<Option<thread::Result<Result<Reply>>>> {
    let mut until_heard = poll_fn(|context| match future.poll_unpin(context) {
        Poll::Ready(outcome) => Poll::Ready(Some(outcome)),
        Poll::Pending if records.is_empty() => Poll::Pending,
        Poll::Pending => Poll::Ready(None),
    });
    Ok(Runtime::own()?.run_for(TICK, &mut until_heard).flatten())
}

fn told_already() -> Box<Failure> {
    Failure::new(mycpaas::ErrorKind::Internal, "the end of this request was told already")
}

impl Drop for Blocking {
    fn drop(&mut self) {
        if let State::Going(future) = std::mem::replace(&mut self.state, State::Told) {
            drop(future);
            Runtime::close_connections();
        }
    }
}

impl Records {
    pub(crate) fn push(&self, record: LogRecord) {
        self.records().push(record);
    }

    fn take(&self) -> Vec<LogRecord> {
        std::mem::take(&mut *self.records())
    }

    fn is_empty(&self) -> bool {
        self.records().is_empty()
    }

    fn records(&self) -> MutexGuard<'_, Vec<LogRecord>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Blocking {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Blocking").finish_non_exhaustive()
    }
}
