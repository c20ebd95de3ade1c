//! A value that each process makes for itself, so that a child after `fork` does not use its parent's.
#![expect(
    unsafe_code,
    reason = "a slot that is claimed without a lock, since a lock may be held while a process forks"
)]

use std::fmt;
use std::marker::PhantomData;
use std::process;
use std::ptr;
use std::sync::atomic::{AtomicBool, AtomicPtr, AtomicU64, Ordering};

/// How many forks lie between this process and the one in which the library was first used.
static FORKS: AtomicU64 = AtomicU64::new(0);

/// Tells processes apart.
///
/// Their numbers alone do not: a child in a namespace of its own may have that of its parent. And not every way to make a
/// child tells those who count them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Process {
    number: u32,
    forks: u64,
}

impl Process {
    /// Returns this process.
    pub fn current() -> Self {
        static COUNTED: AtomicBool = AtomicBool::new(false);
        if !COUNTED.load(Ordering::Relaxed) && !COUNTED.swap(true, Ordering::Relaxed) {
            count_forks();
        }
        Self { number: process::id(), forks: FORKS.load(Ordering::Relaxed) }
    }
}

fn count_forks() {
    extern "C" fn in_child() {
        FORKS.fetch_add(1, Ordering::Relaxed);
    }
    // SAFETY: the function that runs in children changes one atomic number. Without memory for it, numbers of processes
    // have to do.
    unsafe { libc::pthread_atfork(None, None, Some(in_child)) };
}

/// Holds a value that belongs to one process.
///
/// What a parent made is left alone in its children, and never dropped there: its threads do not exist in them, and
/// its sockets are the parent's.
pub struct ProcessSlot<T> {
    entry: AtomicPtr<Entry<T>>,
    owned: PhantomData<Box<Entry<T>>>,
}

struct Entry<T> {
    process: Process,
    value: T,
}

impl<T: Send + Sync> ProcessSlot<T> {
    /// Makes a slot that is empty in every process.
    pub const fn new() -> Self {
        Self { entry: AtomicPtr::new(ptr::null_mut()), owned: PhantomData }
    }

    /// Returns the value of this process, and makes it if there is none.
    ///
    /// Threads that come at the same time may each make one; all of them get the same, and the others are dropped.
    ///
    /// # Errors
    /// That of `make`, where this process has no value yet.
    pub fn get_or_try_init<E>(&self, make: impl FnOnce() -> Result<T, E>) -> Result<&T, E> {
        let process = Process::current();
        let mut found = self.entry.load(Ordering::Acquire);
        if let Some(value) = self.own(found, process) {
            return Ok(value);
        }
        let fresh = Box::into_raw(Box::new(Entry { process, value: make()? }));
        loop {
            match self.entry.compare_exchange(found, fresh, Ordering::AcqRel, Ordering::Acquire) {
                // SAFETY: it came from a box above, and from now on is freed by `drop` only, which needs the slot
                // for itself while `self` is borrowed here.
                Ok(_) => return Ok(unsafe { &(*fresh).value }),
                Err(other) => found = other,
            }
            if let Some(value) = self.own(found, process) {
                // SAFETY: it came from a box above, and nobody else has seen it.
                drop(unsafe { Box::from_raw(fresh) });
                return Ok(value);
            }
        }
    }
}

impl<T: Send + Sync> Default for ProcessSlot<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> ProcessSlot<T> {
    /// Returns the value of this process, if it has made one.
    pub(crate) fn get(&self) -> Option<&T> {
        self.own(self.entry.load(Ordering::Acquire), Process::current())
    }

    /// Returns the value of an entry of this slot, if this process made it.
    #[expect(clippy::unused_self, reason = "the value lives as long as the slot")]
    fn own(&self, entry: *mut Entry<T>, process: Process) -> Option<&T> {
        // SAFETY: entries are null or come from a box, and are freed by `drop` only, which needs the slot for itself
        // while `self` is borrowed here: an entry that is replaced is a parent's, and is leaked.
        let entry = unsafe { entry.as_ref() }?;
        (entry.process == process).then_some(&entry.value)
    }
}

impl<T> Drop for ProcessSlot<T> {
    fn drop(&mut self) {
        let entry = *self.entry.get_mut();
        if self.own(entry, Process::current()).is_some() {
            // SAFETY: it came from a box, and the slot, through which alone it can be reached, is gone.
            drop(unsafe { Box::from_raw(entry) });
        }
    }
}

impl<T> fmt::Debug for ProcessSlot<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("ProcessSlot")
    }
}
