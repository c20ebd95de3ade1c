//! How a server is set up.

use std::io;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::behaviour::Behaviour;
use super::certificate::Certificate;
use super::step::Step;

/// The protocol that the server speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Protocol {
    /// HTTP/1.1.
    #[default]
    Http1,
    /// HTTP/2: negotiated where there is TLS, and from the first byte where there is none.
    Http2,
}

/// How a server is set up: its script, its certificate, its protocol.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServerOptions {
    /// What the server does with one request after the other.
    #[serde(default)]
    pub script: Vec<Behaviour>,
    /// What it does when the script has come to its end; without it the last behaviour repeats, and an empty
    /// script answers 201 with a call.
    #[serde(default)]
    pub rest: Option<Behaviour>,
    /// The certificate; none is plain http.
    #[serde(default)]
    pub certificate: Option<Certificate>,
    /// The protocol.
    #[serde(default)]
    pub protocol: Protocol,
    /// How long a connection may last, in milliseconds. Two minutes if not given.
    #[serde(default = "default_lifetime")]
    pub lifetime_ms: u64,
}

impl ServerOptions {
    /// Describes a plain HTTP/1.1 server with a script.
    pub fn new(script: impl IntoIterator<Item = Behaviour>) -> Self {
        Self {
            script: script.into_iter().collect(),
            rest: None,
            certificate: None,
            protocol: Protocol::Http1,
            lifetime_ms: default_lifetime(),
        }
    }

    /// Sets what happens when the script has come to its end.
    pub fn rest(mut self, behaviour: impl Into<Behaviour>) -> Self {
        self.rest = Some(behaviour.into());
        self
    }

    /// Serves https with a certificate.
    pub fn certificate(mut self, certificate: Certificate) -> Self {
        self.certificate = Some(certificate);
        self
    }

    /// Sets the protocol.
    pub fn protocol(mut self, protocol: Protocol) -> Self {
        self.protocol = protocol;
        self
    }

    /// Sets how long a connection may last at most.
    pub fn lifetime(mut self, lifetime: Duration) -> Self {
        self.lifetime_ms = u64::try_from(lifetime.as_millis()).unwrap_or(u64::MAX);
        self
    }

    /// Refuses a script with steps that the protocol does not have.
    pub(super) fn validate(&self) -> io::Result<()> {
        if self.protocol == Protocol::Http2 {
            return Ok(());
        }
        let mut behaviours = self.script.iter().chain(&self.rest);
        match behaviours.find_map(http2_step) {
            Some(step) => Err(io::Error::new(
                io::ErrorKind::InvalidInput,
                format!("{step:?} needs a server that speaks HTTP/2"),
            )),
            None => Ok(()),
        }
    }
}

impl Default for ServerOptions {
    fn default() -> Self {
        Self::new([])
    }
}

fn http2_step(behaviour: &Behaviour) -> Option<&Step> {
    behaviour.steps.iter().find(|step| step.is_for_http2())
}

fn default_lifetime() -> u64 {
    120_000
}
