//! One connection, from its first byte to its last.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpStream;
use tokio::sync::Semaphore;
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;

use super::behaviour::Stage;
use super::options::Protocol;
use super::record::Log;
use super::script::Script;
use super::step::Ending;
use super::wire::Wire;
use super::{http1, http2};

/// What every connection knows.
#[derive(Clone)]
pub(super) struct Context {
    /// The number of the connection, counted from 1; 0 in what the server holds itself.
    pub(super) connection: usize,
    pub(super) script: Arc<Script>,
    pub(super) log: Log,
    pub(super) releases: Arc<Semaphore>,
    pub(super) tls: Option<TlsAcceptor>,
    pub(super) protocol: Protocol,
    pub(super) lifetime: Duration,
}

impl Context {
    /// Counts a new connection and returns what it knows.
    pub(super) fn accept(&self) -> Self {
        let mut context = self.clone();
        self.log.change(|record| {
            record.connections += 1;
            record.open_connections += 1;
            context.connection = record.connections;
        });
        context
    }
}

/// Serves a connection to its end, or for as long as it may last.
pub(super) async fn serve(stream: TcpStream, context: Context) {
    // A client that goes away is no error here: what it sent was recorded.
    let _end = timeout(context.lifetime, exchange(stream, &context)).await;
    context.log.change(|record| record.open_connections -= 1);
}

async fn exchange(stream: TcpStream, context: &Context) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut wire = Wire::plain(stream);
    let ending = early(&mut wire, context, Stage::Accepted).await?;
    if ending != Ending::Open {
        return wire.end(ending).await;
    }
    let mut wire = secure(wire, context).await?;
    let mut ending = early(&mut wire, context, Stage::Secured).await?;
    if ending == Ending::Open {
        ending = match context.protocol {
            Protocol::Http1 => http1::serve(&mut wire, context).await?,
            Protocol::Http2 => http2::serve(&mut wire, context).await?,
        };
    }
    wire.end(ending).await
}

async fn early(wire: &mut Wire, context: &Context, stage: Stage) -> io::Result<Ending> {
    match context.script.next_at(stage) {
        Some(behaviour) => http1::run(wire, context, &behaviour).await,
        None => Ok(Ending::Open),
    }
}

async fn secure(wire: Wire, context: &Context) -> io::Result<Wire> {
    let Some(acceptor) = &context.tls else {
        return Ok(wire);
    };
    let secured = wire.secure(acceptor).await;
    if secured.is_err() {
        context.log.change(|record| record.failed_handshakes += 1);
    }
    secured
}
