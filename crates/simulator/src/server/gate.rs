//! The socket of a connection, which can be closed before a request is read.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

use crate::control;
use crate::exchange::Exchange;

/// How much of a request is looked at to tell whether it is for the control endpoints.
const GLANCE: usize = 64;

/// Whose turn it is on a connection: the client's between requests, the server's during one.
#[derive(Clone, Debug, Default)]
pub(super) struct Turn(Arc<AtomicBool>);

impl Turn {
    fn is_clients(&self) -> bool {
        !self.0.load(Ordering::Acquire)
    }

    fn request_began(&self) {
        self.0.store(true, Ordering::Release);
    }

    pub(super) fn answer_ended(&self) {
        self.0.store(false, Ordering::Release);
    }
}

/// The socket of a connection.
#[derive(Debug)]
pub(super) struct Gate {
    stream: TcpStream,
    exchange: Arc<Exchange>,
    turn: Turn,
}

impl Gate {
    pub(super) fn new(stream: TcpStream, exchange: Arc<Exchange>, turn: Turn) -> Self {
        Self { stream, exchange, turn }
    }

    /// Says whether a request has arrived that is not to be read.
    fn poll_refused(&self, context: &mut Context<'_>) -> Poll<io::Result<bool>> {
        if !self.turn.is_clients() || !self.exchange.faults.next_is_unread() {
            return Poll::Ready(Ok(false));
        }
        let mut bytes = [0; GLANCE];
        let mut glance = ReadBuf::new(&mut bytes);
        let length = ready!(self.stream.poll_peek(context, &mut glance))?;
        let is_request = length > 0 && !control::is_for_control(glance.filled());
        Poll::Ready(Ok(is_request && self.exchange.faults.take_unread()))
    }
}

impl AsyncRead for Gate {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if ready!(self.poll_refused(context))? {
            return Poll::Ready(Err(io::ErrorKind::ConnectionAborted.into()));
        }
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(context, buffer))?;
        if buffer.filled().len() > before {
            self.turn.request_began();
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Gate {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
