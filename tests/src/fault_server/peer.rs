//! What a client is pointed at, as data.

use std::error::Error;
use std::io;

use serde_json::Value;

use super::options::ServerOptions;
use super::ports::{DeafPort, RefusedPort};
use super::record::Record;
use super::server::TestServer;

/// A server, or a port at which nobody answers.
#[derive(Debug)]
pub enum Peer {
    /// A server.
    Server(TestServer),
    /// A port that refuses connections.
    Refused(RefusedPort),
    /// A port that neither accepts nor refuses them.
    Deaf(DeafPort),
}

impl Peer {
    /// Starts what is described: `"refused"`, `"deaf"`, or the [`ServerOptions`] of a server.
    pub fn start(description: &Value) -> io::Result<Self> {
        match description.as_str() {
            Some("refused") => RefusedPort::reserve().map(Self::Refused),
            Some("deaf") => DeafPort::listen().map(Self::Deaf),
            Some(other) => Err(invalid(format!("{other:?} is neither refused, nor deaf, nor an object"))),
            None => {
                let options: ServerOptions = serde_json::from_value(description.clone()).map_err(invalid)?;
                TestServer::start(options).map(Self::Server)
            }
        }
    }

    /// Returns the base URL that a client is given.
    pub fn base_url(&self) -> io::Result<String> {
        match self {
            Self::Server(server) => Ok(server.base_url()),
            Self::Refused(port) => port.base_url(),
            Self::Deaf(port) => Ok(port.base_url()),
        }
    }

    /// Returns host and port.
    pub fn address(&self) -> io::Result<String> {
        match self {
            Self::Server(server) => Ok(server.address().to_string()),
            Self::Refused(port) => port.address().map(|address| address.to_string()),
            Self::Deaf(port) => Ok(port.address().to_string()),
        }
    }

    /// Returns the certificate of the test authority, where there is TLS.
    pub fn ca_pem(&self) -> Option<&str> {
        self.server().and_then(TestServer::ca_pem)
    }

    /// Returns everything that was seen so far: nothing, where there is no server.
    pub fn record(&self) -> Record {
        self.server().map(TestServer::record).unwrap_or_default()
    }

    /// Returns the server, if there is one.
    pub fn server(&self) -> Option<&TestServer> {
        match self {
            Self::Server(server) => Some(server),
            Self::Refused(_) | Self::Deaf(_) => None,
        }
    }
}

pub(super) fn invalid(problem: impl Into<Box<dyn Error + Send + Sync>>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, problem)
}
