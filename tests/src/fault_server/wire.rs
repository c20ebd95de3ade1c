//! A connection and what was read from it.

use std::io;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio_rustls::server::TlsStream;

use super::step::Ending;

/// The most that is read ahead.
const BUFFER_LIMIT: usize = 32 << 20;
const READ_SIZE: usize = 16_384;

/// A connection, with TLS or without, and the bytes that were read from it and not used yet.
#[derive(Debug)]
pub(super) struct Wire {
    stream: Stream,
    pub(super) buffer: Vec<u8>,
}

#[derive(Debug)]
enum Stream {
    Plain(TcpStream),
    Tls(Box<TlsStream<TcpStream>>),
}

impl Wire {
    pub(super) fn plain(stream: TcpStream) -> Self {
        Self { stream: Stream::Plain(stream), buffer: Vec::new() }
    }

    /// Sets up TLS.
    pub(super) async fn secure(self, acceptor: &tokio_rustls::TlsAcceptor) -> io::Result<Self> {
        let stream = match self.stream {
            Stream::Plain(stream) => Box::new(acceptor.accept(stream).await?),
            Stream::Tls(stream) => stream,
        };
        Ok(Self { stream: Stream::Tls(stream), buffer: self.buffer })
    }

    /// Reads some more bytes into the buffer; none means that the client will send no more. May be cancelled.
    pub(super) async fn fill(&mut self) -> io::Result<usize> {
        if self.buffer.len() > BUFFER_LIMIT {
            return Err(io::Error::new(io::ErrorKind::OutOfMemory, "the client sent too much"));
        }
        self.buffer.reserve(READ_SIZE);
        match &mut self.stream {
            Stream::Plain(stream) => stream.read_buf(&mut self.buffer).await,
            Stream::Tls(stream) => stream.read_buf(&mut self.buffer).await,
        }
    }

    /// Waits for bytes and returns them, without reading them where that is possible; none at the end.
    pub(super) async fn first_bytes(&mut self) -> io::Result<Vec<u8>> {
        if self.buffer.is_empty() {
            if let Stream::Plain(stream) = &self.stream {
                let mut bytes = vec![0; READ_SIZE];
                let length = stream.peek(&mut bytes).await?;
                bytes.truncate(length);
                return Ok(bytes);
            }
            self.fill().await?;
        }
        Ok(self.buffer.clone())
    }

    pub(super) async fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match &mut self.stream {
            Stream::Plain(stream) => stream.write_all(bytes).await,
            Stream::Tls(stream) => {
                stream.write_all(bytes).await?;
                stream.flush().await
            }
        }
    }

    /// Comes back when the client has closed the connection, and never if it sends too much instead.
    pub(super) async fn client_left(&mut self) {
        loop {
            match self.fill().await {
                Ok(0) => return,
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::OutOfMemory => std::future::pending().await,
                Err(_) => return,
            }
        }
    }

    /// Leaves the connection.
    pub(super) async fn end(mut self, ending: Ending) -> io::Result<()> {
        match (ending, &mut self.stream) {
            (Ending::Reset, Stream::Plain(stream)) => stream.set_zero_linger(),
            (Ending::Reset, Stream::Tls(stream)) => stream.get_ref().0.set_zero_linger(),
            (Ending::Close | Ending::Open, Stream::Tls(stream)) => stream.shutdown().await,
            _ => Ok(()),
        }
    }
}
