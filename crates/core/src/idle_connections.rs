//! Whether pooled connections that the server has closed are known to be closed.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// While other writes keep the runtime busy, one look serves those that follow so soon.
const LOOK_LASTS: Duration = Duration::from_millis(1);

/// Stands for a look that was never taken, or that a pause has made worthless.
const NEVER: u64 = 0;

/// Makes sure that a write does not go to a connection that the server closed before.
///
/// A request that is written to such a connection is lost, and nobody can say that it was.
#[derive(Debug)]
pub(crate) struct IdleConnections {
    created: Instant,
    /// When the last look was done: microseconds after `created`, or `NEVER`.
    looked: AtomicU64,
    writes: AtomicUsize,
}

impl IdleConnections {
    pub(crate) fn new() -> Self {
        Self { created: Instant::now(), looked: AtomicU64::new(NEVER), writes: AtomicUsize::new(0) }
    }

    /// Begins a write, which lasts until the guard is dropped.
    pub(crate) async fn before_write(&self) -> Write<'_> {
        let write = Write(self);
        if self.writes.fetch_add(1, Ordering::Relaxed) == 0 {
            // Nobody knows what happened since the last write. Those that come with this one look too.
            self.looked.store(NEVER, Ordering::Relaxed);
        }
        if !self.looked_lately() {
            look().await;
            self.looked.store(self.now(), Ordering::Relaxed);
        }
        write
    }

    fn looked_lately(&self) -> bool {
        let looked = self.looked.load(Ordering::Relaxed);
        looked != NEVER && Duration::from_micros(self.now().saturating_sub(looked)) < LOOK_LASTS
    }

    fn now(&self) -> u64 {
        u64::try_from(self.created.elapsed().as_micros()).unwrap_or(u64::MAX).max(NEVER + 1)
    }
}

/// A write in flight.
#[derive(Debug)]
pub(crate) struct Write<'a>(&'a IdleConnections);

impl Drop for Write<'_> {
    fn drop(&mut self) {
        self.0.writes.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Lets the runtime look at its sockets: the first turn lets it ask the system, the second one lets the
/// connections act on the answer.
async fn look() {
    tokio::task::yield_now().await;
    tokio::task::yield_now().await;
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    use super::IdleConnections;

    #[test]
    fn every_write_that_comes_with_the_first_after_a_pause_looks() {
        let connections = IdleConnections::new();
        let mut context = Context::from_waker(Waker::noop());
        let mut begin = |times: usize| {
            let mut first = pin!(connections.before_write());
            let mut second = pin!(connections.before_write());
            let waited = |poll: Poll<_>| poll.is_pending();
            assert!(waited(first.as_mut().poll(&mut context)) && waited(second.as_mut().poll(&mut context)));
            for _ in 0..times {
                if let Poll::Ready(write) = first.as_mut().poll(&mut context) {
                    return drop(write);
                }
            }
        };
        begin(3);
        begin(3);
    }
}
