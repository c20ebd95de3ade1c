//! Signals are the program's business.
//!
//! Threads of this library block all of them, so that none is taken from a thread that waits for it. `SIGPIPE`, which ends
//! a program by default when a server closes a connection that is written to, is blocked in a thread of the caller while it
//! works for a request, and taken away if it came. What the program has set for it stays as it is.

use std::ffi::c_int;
use std::mem::MaybeUninit;
use std::ptr;

use libc::{
    SIG_BLOCK, SIG_SETMASK, SIG_UNBLOCK, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGPIPE, SIGSEGV, SIGSYS, SIGTRAP,
    sigset_t,
};
use mycpaas_bridge::{Shield, shield_with};

/// Keeps them away from all that this library does, from now on.
pub(crate) fn keep_away() {
    shield_with(Shield { begin: block_pipe, end: unblock_pipe, thread: block_all });
}

/// Blocks every signal in this thread, which is one of the library, but those that tell of a fault in it.
pub(crate) fn block_all() {
    let mut signals = empty();
    // SAFETY: the set is valid, and so are the numbers.
    unsafe {
        libc::sigfillset(&raw mut signals);
        for fault in [SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGSYS, SIGTRAP] {
            libc::sigdelset(&raw mut signals, fault);
        }
    }
    change(SIG_SETMASK, &signals);
}

/// Blocks `SIGPIPE`, and says whether it was not blocked before.
fn block_pipe() -> bool {
    let before = change(SIG_BLOCK, &only_pipe());
    !holds(&before)
}

fn unblock_pipe() {
    if holds(&pending()) {
        take_pipe();
    }
    change(SIG_UNBLOCK, &only_pipe());
}

/// Takes the signal away. It does not wait, since another thread may have taken what was there for the whole process.
#[cfg(not(target_os = "macos"))]
fn take_pipe() {
    let (pipe, at_once) = (only_pipe(), libc::timespec { tv_sec: 0, tv_nsec: 0 });
    // SAFETY: the set and the time are valid, and what is known of the signal is not asked for.
    unsafe { libc::sigtimedwait(&raw const pipe, ptr::null_mut(), &raw const at_once) };
}

/// Takes the signal away, which is here for this thread.
#[cfg(target_os = "macos")]
fn take_pipe() {
    let (pipe, mut signal) = (only_pipe(), 0);
    // SAFETY: both are valid.
    unsafe { libc::sigwait(&raw const pipe, &raw mut signal) };
}

/// Changes which signals are blocked in this thread, and returns what was blocked before.
fn change(how: c_int, signals: &sigset_t) -> sigset_t {
    let mut before = empty();
    // SAFETY: both sets are valid; it cannot fail with a `how` that the system knows.
    unsafe { libc::pthread_sigmask(how, ptr::from_ref(signals), &raw mut before) };
    before
}

fn pending() -> sigset_t {
    let mut signals = empty();
    // SAFETY: the set is valid.
    unsafe { libc::sigpending(&raw mut signals) };
    signals
}

fn holds(signals: &sigset_t) -> bool {
    // SAFETY: the set is valid.
    unsafe { libc::sigismember(ptr::from_ref(signals), SIGPIPE) == 1 }
}

fn only_pipe() -> sigset_t {
    let mut signals = empty();
    // SAFETY: the set is valid.
    unsafe { libc::sigaddset(&raw mut signals, SIGPIPE) };
    signals
}

fn empty() -> sigset_t {
    let mut signals = MaybeUninit::uninit();
    // SAFETY: it makes the set, which is valid then.
    unsafe {
        libc::sigemptyset(signals.as_mut_ptr());
        signals.assume_init()
    }
}
