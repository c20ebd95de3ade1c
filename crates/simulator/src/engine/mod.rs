//! What makes a call live.

mod fetch;
mod gather;
mod life;
mod line;
mod verbs;

use std::sync::Arc;

use tokio::sync::mpsc;

use crate::call::{Call, Command};
use crate::exchange::Exchange;

/// Starts the life of a call that was just created.
pub(crate) fn begin(exchange: &Arc<Exchange>, call: Arc<Call>, commands: mpsc::Receiver<Command>) {
    let mut stopped = exchange.stop.watch();
    let exchange = Arc::clone(exchange);
    tokio::spawn(async move {
        let _settled = Settled(Arc::clone(&call));
        tokio::select! {
            () = life::live(exchange, call, commands) => {}
            () = stopped.wait() => {}
        }
    });
}

/// Settles a call however its life ends, so that nobody waits for it in vain.
struct Settled(Arc<Call>);

impl Drop for Settled {
    fn drop(&mut self) {
        self.0.settle();
    }
}
