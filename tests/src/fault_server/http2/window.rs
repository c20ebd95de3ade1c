//! How much the client is willing to take.

use std::collections::HashMap;
use std::sync::Arc;

use tokio::sync::watch;

const INITIAL: i64 = 65_535;

/// The flow-control windows of a connection and its streams.
#[derive(Clone, Debug)]
pub(super) struct Windows(Arc<watch::Sender<State>>);

#[derive(Debug)]
struct State {
    connection: i64,
    initial: i64,
    streams: HashMap<u32, i64>,
}

impl Windows {
    pub(super) fn new() -> Self {
        let state = State { connection: INITIAL, initial: INITIAL, streams: HashMap::new() };
        Self(Arc::new(watch::Sender::new(state)))
    }

    /// Takes leave to send up to `wanted` bytes on a stream; waits until there is room for at least one.
    pub(super) async fn take(&self, stream: u32, wanted: usize) -> usize {
        let mut changes = self.0.subscribe();
        loop {
            let mut granted = 0;
            self.0.send_if_modified(|state| {
                granted = state.take(stream, wanted);
                false
            });
            if granted > 0 {
                return granted;
            }
            // The sender lives as long as `self`.
            let _changed = changes.changed().await;
        }
    }

    /// Opens the window of a stream, or of the connection, which is stream 0.
    pub(super) fn open(&self, stream: u32, increment: u32) {
        self.0.send_modify(|state| *state.window(stream) += i64::from(increment));
    }

    /// Sets the initial window, for the streams that are open as well.
    pub(super) fn set_initial(&self, size: u32) {
        self.0.send_modify(|state| {
            let change = i64::from(size) - state.initial;
            state.initial += change;
            state.streams.values_mut().for_each(|window| *window += change);
        });
    }
}

impl State {
    fn window(&mut self, stream: u32) -> &mut i64 {
        match stream {
            0 => &mut self.connection,
            _ => self.streams.entry(stream).or_insert(self.initial),
        }
    }

    fn take(&mut self, stream: u32, wanted: usize) -> usize {
        let room = self.connection.min(*self.window(stream)).max(0);
        let granted = room.min(i64::try_from(wanted).unwrap_or(i64::MAX));
        self.connection -= granted;
        *self.window(stream) -= granted;
        usize::try_from(granted).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::Windows;

    #[tokio::test]
    async fn grants_no_more_than_both_windows_hold() {
        let windows = Windows::new();
        windows.set_initial(10);
        assert_eq!(windows.take(1, 100).await, 10);
        windows.open(1, 5);
        assert_eq!(windows.take(1, 3).await, 3);
        assert_eq!(windows.take(3, 100_000).await, 10);
    }

    #[tokio::test]
    async fn waits_for_room() {
        let windows = Windows::new();
        windows.set_initial(0);
        let (granted, ()) = tokio::join!(windows.take(1, 8), async {
            tokio::task::yield_now().await;
            windows.open(1, 4);
        });
        assert_eq!(granted, 4);
    }
}
