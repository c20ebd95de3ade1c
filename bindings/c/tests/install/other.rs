//! Another static library in Rust, which panics and catches it.

use std::cell::Cell;
use std::panic::{catch_unwind, set_hook};

thread_local! {
    static CALLS: Cell<i32> = const { Cell::new(0) };
}

/// Returns how many panics were caught: one in another thread, and one in this.
#[unsafe(no_mangle)]
pub extern "C" fn other_panics() -> i32 {
    set_hook(Box::new(|_| {}));
    let elsewhere = std::thread::spawn(caught).join().unwrap_or(0);
    elsewhere + caught()
}

fn caught() -> i32 {
    let panics = || {
        CALLS.set(CALLS.get() + 1);
        panic!("at the disco");
    };
    i32::from(catch_unwind(panics).is_err())
}
