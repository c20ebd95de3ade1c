//! The thread on which callbacks run that have no queue. There is one in each process that needs it.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Weak};
use std::thread;

use mycpaas_bridge::{ErrorKind, Failure, ProcessSlot, Result};

use crate::delivery::Delivery;
use crate::signals;

static OWN: ProcessSlot<Arc<Delivery>> = ProcessSlot::new();

/// Returns what brings callbacks to that thread, and starts it if it does not run.
pub(crate) fn own() -> Result<&'static Arc<Delivery>> {
    OWN.get_or_try_init(|| {
        let (sender, wakes) = sync_channel(1);
        let delivery = Arc::new(Delivery::new(move || wake(&sender)));
        let dispatched = Arc::downgrade(&delivery);
        let thread = thread::Builder::new().name("mycpaas-callback".to_owned());
        thread.spawn(move || run(&wakes, &dispatched)).map_err(|error| {
            Failure::new(ErrorKind::Internal, format!("the thread for callbacks cannot be started: {error}"))
        })?;
        Ok(delivery)
    })
}

/// A wake that is still to be taken is as good as two.
fn wake(sender: &SyncSender<()>) {
    let _ = sender.try_send(());
}

/// Ends when the delivery is gone, as that of a thread which came second at the slot.
fn run(wakes: &Receiver<()>, delivery: &Weak<Delivery>) {
    signals::block_all();
    while wakes.recv().is_ok() {
        if let Some(delivery) = delivery.upgrade() {
            delivery.dispatch();
        }
    }
}
