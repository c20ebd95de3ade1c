//! # Queue for an event loop
//!
//! Brings callbacks to the thread of an event loop: listen to `mycpaas_queue_fd()`, and call `mycpaas_queue_dispatch()` when
//! it is readable. Any number of threads may start requests with a queue, dispatch it, and ask what is pending.
//!
//! A queue belongs to the process that made it. In a child after `fork` it does nothing: requests with it are refused, nothing
//! is dispatched, and freeing it runs no callback.

use std::ffi::c_int;
use std::mem::MaybeUninit;
use std::os::fd::AsRawFd;
use std::sync::Arc;

use mycpaas_bridge::{ErrorKind, Failure, WakeSocket};

use crate::delivery::Delivery;
use crate::error::mycpaas_error;
use crate::guard::{guard, guard_or};
use crate::out::Out;

/// A queue of callbacks.
#[derive(Debug)]
pub struct mycpaas_queue {
    pub(crate) delivery: Arc<Delivery>,
    socket: WakeSocket,
}

/// Makes a queue. `queue` gets it, or `NULL` with an error. Free it with `mycpaas_queue_free()`.
#[must_use]
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_queue_new(
    queue: Option<&mut MaybeUninit<Option<Box<mycpaas_queue>>>>,
) -> Option<Box<mycpaas_error>> {
    guard(|| {
        let out = Out::new("queue", queue)?;
        let (socket, wake) = WakeSocket::new().map_err(|error| {
            Failure::new(ErrorKind::Internal, format!("no socket can be made for the queue: {error}"))
        })?;
        out.put(mycpaas_queue { delivery: Arc::new(Delivery::new(wake)), socket });
        Ok(())
    })
}

/// Returns the file descriptor that becomes readable when there is something to dispatch, or -1 for `NULL`.
///
/// It belongs to the queue: listen to it with `poll`, `epoll`, libuv or `GLib`, but neither read nor close it.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_queue_fd(queue: Option<&mycpaas_queue>) -> c_int {
    queue.map_or(-1, |queue| queue.socket.as_raw_fd())
}

/// Runs the callbacks of requests that have ended, on this thread, and returns how many. It never waits. 0 for `NULL`.
///
/// A callback may start other requests with the same queue. It must not free it.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_queue_dispatch(queue: Option<&mycpaas_queue>) -> usize {
    guard_or(0, || {
        queue.filter(|queue| queue.delivery.is_own()).map_or(0, |queue| {
            queue.socket.clear();
            queue.delivery.dispatch()
        })
    })
}

/// Returns how many requests with this queue have a callback that has not run yet. 0 for `NULL`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_queue_pending(queue: Option<&mycpaas_queue>) -> usize {
    guard_or(0, || queue.map_or(0, |queue| queue.delivery.pending()))
}

/// Frees a queue. `NULL` is fine.
///
/// Requests that have not ended are dropped, and their callbacks run before this returns: with an error of the kind
/// `cancelled`, whose delivery is unknown. Cancel them by a token to learn more. From then on requests with options that have
/// this queue are refused. Nobody else may use the queue at the same time.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_queue_free(queue: Option<Box<mycpaas_queue>>) {
    guard_or((), || queue.iter().for_each(|queue| queue.delivery.close()));
}
