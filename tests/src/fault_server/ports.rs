//! Ports at which nobody answers.

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

use tokio::net::TcpSocket;

/// A loopback port that refuses every connection, and that nobody else gets while this lives.
#[derive(Debug)]
pub struct RefusedPort {
    socket: TcpSocket,
}

impl RefusedPort {
    /// Reserves a port and does not listen on it.
    pub fn reserve() -> io::Result<Self> {
        let socket = TcpSocket::new_v4()?;
        socket.bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))?;
        Ok(Self { socket })
    }

    /// Returns the address.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.socket.local_addr()
    }

    /// Returns the base URL of an API that would be there.
    pub fn base_url(&self) -> io::Result<String> {
        Ok(format!("http://{}/api/laml/2010-04-01", self.address()?))
    }
}

/// A loopback port whose queue is full: a connection to it is neither accepted nor refused, for ever.
#[derive(Debug)]
pub struct DeafPort {
    address: SocketAddr,
    _listener: TcpListener,
    _queue: Vec<TcpStream>,
}

impl DeafPort {
    /// Listens without accepting, and fills the queue until a connection is left waiting.
    pub fn listen() -> io::Result<Self> {
        let listener = short_queue()?;
        let address = listener.local_addr()?;
        let mut queue = Vec::new();
        for _ in 0..64 {
            match TcpStream::connect_timeout(&address, Duration::from_millis(200)) {
                Ok(stream) => queue.push(stream),
                Err(error) if error.kind() == io::ErrorKind::TimedOut => {
                    return Ok(Self { address, _listener: listener, _queue: queue });
                }
                Err(error) => return Err(error),
            }
        }
        Err(io::Error::other("the queue of the port does not fill"))
    }

    /// Returns the address.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Returns the base URL of an API that would be there.
    pub fn base_url(&self) -> String {
        format!("http://{}/api/laml/2010-04-01", self.address)
    }
}

fn short_queue() -> io::Result<TcpListener> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
    let listener = {
        let _guard = runtime.enter();
        let socket = TcpSocket::new_v4()?;
        socket.bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))?;
        socket.listen(1)?.into_std()
    };
    // The caller may be in a runtime of its own, where this one must not be waited for.
    runtime.shutdown_background();
    listener
}
