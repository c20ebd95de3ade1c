//! A queue from the runtime to an event loop, which is woken once for many results.

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::operation::Event;

/// What has happened to requests, until the event loop that started them takes it.
///
/// No thread of the runtime calls into the language of the loop: it puts events here, and wakes the loop.
pub struct Completions {
    queue: Mutex<Vec<(u64, Event)>>,
    wake: Box<dyn Fn() + Send + Sync>,
}

impl Completions {
    /// Makes an empty queue. `wake` lets the loop [take](Self::take) what is in it, and must not block.
    pub fn new(wake: impl Fn() + Send + Sync + 'static) -> Self {
        Self { queue: Mutex::default(), wake: Box::new(wake) }
    }

    /// Returns what has happened since the last time, in its order.
    pub fn take(&self) -> Vec<(u64, Event)> {
        std::mem::take(&mut *self.queue())
    }

    /// Wakes the loop although nothing has happened, so that it looks again.
    pub fn wake(&self) {
        (self.wake)();
    }

    /// Puts an event into the queue. What is returned wakes the loop, unless it is awake already.
    pub(crate) fn push(&self, id: u64, event: Event) -> Wake<'_> {
        let mut queue = self.queue();
        let asleep = queue.is_empty();
        queue.push((id, event));
        Wake { completions: asleep.then_some(self) }
    }

    fn queue(&self) -> MutexGuard<'_, Vec<(u64, Event)>> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Wakes the loop when it is dropped, and so even if the task that holds it is aborted.
pub(crate) struct Wake<'a> {
    completions: Option<&'a Completions>,
}

impl Wake<'_> {
    /// Wakes the loop now.
    pub(crate) fn wake(self) {
        drop(self);
    }

    /// Lets requests that are ready at the same time end as well, and then wakes the loop once for all of them.
    pub(crate) async fn wake_in_a_turn(self) {
        if self.completions.is_some() {
            tokio::task::yield_now().await;
        }
    }
}

impl Drop for Wake<'_> {
    fn drop(&mut self) {
        if let Some(completions) = self.completions {
            completions.wake();
        }
    }
}

impl fmt::Debug for Completions {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Completions").field("waiting", &self.queue().len()).finish_non_exhaustive()
    }
}
