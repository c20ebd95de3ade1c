//! A socket that wakes an event loop.

use std::io::{self, Read, Write};
use std::os::fd::{AsRawFd, RawFd};
use std::os::unix::net::UnixStream;

/// Becomes readable when the loop that listens to it is to wake.
#[derive(Debug)]
pub struct WakeSocket {
    receiver: UnixStream,
}

impl WakeSocket {
    /// Makes one, and what wakes those who listen to it.
    ///
    /// # Errors
    /// Where the process has no file descriptor left.
    pub fn new() -> io::Result<(Self, impl Fn() + Send + Sync + 'static)> {
        let (sender, receiver) = UnixStream::pair()?;
        sender.set_nonblocking(true)?;
        receiver.set_nonblocking(true)?;
        // A socket that takes no more is readable already.
        let wake = move || drop((&sender).write(&[1]));
        Ok((Self { receiver }, wake))
    }

    /// Lets it be readable no more, until it is woken again.
    pub fn clear(&self) {
        let mut wakes = [0; 64];
        while matches!((&self.receiver).read(&mut wakes), Ok(length) if length == wakes.len()) {}
    }
}

impl AsRawFd for WakeSocket {
    /// The descriptor to listen to. It belongs to the socket.
    fn as_raw_fd(&self) -> RawFd {
        self.receiver.as_raw_fd()
    }
}
