//! How a simulator is set up.

use std::fmt;
use std::io;
use std::net::Ipv4Addr;
use std::sync::Arc;

use tokio::net::TcpListener;

use crate::book::CallBook;
use crate::callee::{Callee, CalleeBook, Scripts};
use crate::clock::Clock;
use crate::dialect::Dialect;
use crate::exchange::{Exchange, Stop};
use crate::fault::FaultQueue;
use crate::record::RequestLog;
use crate::server;
use crate::signature::{SignatureStyle, Signer, WebhookFormat};
use crate::simulator::Simulator;
use crate::webhook::WebClient;

/// The account that a simulator has unless it is given one.
pub const DEFAULT_ACCOUNT_SID: &str = "AC00000000000000000000000051a1a70e";

/// The token that a simulator wants unless it is given one.
pub const DEFAULT_AUTH_TOKEN: &str = "simulator-token-not-a-secret";

/// How a simulator is set up.
///
/// Made by [`Simulator::builder`].
#[derive(Clone)]
pub struct SimulatorBuilder {
    account_sid: String,
    auth_token: String,
    own_numbers: Vec<String>,
    scripts: Scripts,
    clock: Clock,
    dialect: Dialect,
    port: u16,
    max_calls: usize,
    max_recorded_requests: usize,
    signing_key: Option<String>,
    signature_style: SignatureStyle,
    webhook_format: WebhookFormat,
}

impl SimulatorBuilder {
    pub(crate) fn new() -> Self {
        Self {
            account_sid: DEFAULT_ACCOUNT_SID.to_owned(),
            auth_token: DEFAULT_AUTH_TOKEN.to_owned(),
            own_numbers: Vec::new(),
            scripts: Scripts::default(),
            clock: Clock::default(),
            dialect: Dialect::default(),
            port: 0,
            max_calls: 10_000,
            max_recorded_requests: 1_000,
            signing_key: None,
            signature_style: SignatureStyle::default(),
            webhook_format: WebhookFormat::default(),
        }
    }

    /// Sets the account and its token.
    ///
    /// The default is [`DEFAULT_ACCOUNT_SID`] and [`DEFAULT_AUTH_TOKEN`], which no service has given out.
    pub fn account(mut self, sid: impl Into<String>, token: impl Into<String>) -> Self {
        self.account_sid = sid.into();
        self.auth_token = token.into();
        self
    }

    /// Adds a number of the account.
    ///
    /// With none, every E.164 number may call; with some, `From` must be one of them.
    pub fn own_number(mut self, number: impl Into<String>) -> Self {
        self.own_numbers.push(number.into());
        self
    }

    /// Sets the script of whoever has this number.
    pub fn callee(mut self, number: impl Into<String>, callee: Callee) -> Self {
        self.scripts.by_number.insert(number.into(), callee);
        self
    }

    /// Sets the script of everybody else.
    pub fn default_callee(mut self, callee: Callee) -> Self {
        self.scripts.default = callee;
        self
    }

    /// Sets how fast the time of calls passes. Default: [`Clock::Instant`].
    pub fn clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// Sets how the API behaves where its documentation is silent. Default: [`Dialect::mycpaas`].
    pub fn dialect(mut self, dialect: Dialect) -> Self {
        self.dialect = dialect;
        self
    }

    /// Sets the port. Default: 0, one that the system picks.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Sets how many calls are kept. Default: 10 000.
    ///
    /// A new call takes the place of the oldest one that has ended. If none has, it is refused with 429.
    pub fn max_calls(mut self, limit: usize) -> Self {
        self.max_calls = limit.max(1);
        self
    }

    /// Sets how many received requests are kept, the latest. Default: 1000. Their bodies are limited to
    /// 64 KiB.
    pub fn max_recorded_requests(mut self, limit: usize) -> Self {
        self.max_recorded_requests = limit;
        self
    }

    /// Sets the key that requests to the web application are signed with. Default: none, and they are not signed.
    pub fn signing_key(mut self, key: impl Into<String>) -> Self {
        self.signing_key = Some(key.into());
        self
    }

    /// Sets how requests to the web application are signed, if there is a key. Default: [`SignatureStyle::Twilio`].
    pub fn signature_style(mut self, style: SignatureStyle) -> Self {
        self.signature_style = style;
        self
    }

    /// Sets how requests to the web application are written. Default: [`WebhookFormat::Form`].
    pub fn webhook_format(mut self, format: WebhookFormat) -> Self {
        self.webhook_format = format;
        self
    }

    /// Starts the simulator on a loopback port.
    ///
    /// Must be called within a tokio runtime, whose I/O and time drivers are on.
    ///
    /// # Errors
    ///
    /// The port is taken, the account is malformed, the signing key is empty, forms are to be signed in
    /// [`SignatureStyle::SignalWireRaw`], or the clock's factor is not above zero.
    pub async fn start(self) -> Result<Simulator, StartError> {
        self.check()?;
        let listener =
            TcpListener::bind((Ipv4Addr::LOCALHOST, self.port)).await.map_err(StartError::listen)?;
        let address = listener.local_addr().map_err(StartError::listen)?;
        let exchange = Arc::new(self.into_exchange()?);
        tokio::spawn(server::accept(listener, Arc::clone(&exchange), exchange.stop.watch()));
        Ok(Simulator::new(exchange, address))
    }

    fn check(&self) -> Result<(), StartError> {
        let well_formed = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic());
        let sid = self.account_sid.as_str();
        if !sid.starts_with("AC") || !sid.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
            return Err(StartError::setting(
                "the account SID must start with AC and hold letters and digits",
            ));
        }
        if !well_formed(&self.auth_token) {
            return Err(StartError::setting("the auth token must be printable ASCII without spaces"));
        }
        if !self.clock.is_valid() {
            return Err(StartError::setting("the factor of the clock must be a number above zero"));
        }
        let raw = self.signing_key.is_some() && self.signature_style == SignatureStyle::SignalWireRaw;
        if raw && self.webhook_format == WebhookFormat::Form {
            return Err(StartError::setting(
                "signalwire-raw signs JSON only: the format of webhooks must be json",
            ));
        }
        Ok(())
    }

    fn into_exchange(self) -> Result<Exchange, StartError> {
        let signer =
            self.signing_key.as_deref().map(|key| Signer::new(key, self.signature_style)).transpose();
        let signer = signer.map_err(|_| StartError::setting("the signing key must not be empty"))?;
        Ok(Exchange {
            account_sid: self.account_sid,
            auth_token: self.auth_token,
            own_numbers: self.own_numbers,
            clock: self.clock,
            dialect: self.dialect,
            calls: CallBook::new(self.max_calls),
            callees: CalleeBook::new(self.scripts),
            requests: RequestLog::new(self.max_recorded_requests),
            faults: FaultQueue::default(),
            web: WebClient::new(self.webhook_format, signer)
                .map_err(|source| StartError { message: TLS.into(), source: Some(source) })?,
            stop: Stop::default(),
        })
    }
}

const TLS: &str = "could not set up TLS for requests to the web application";

impl fmt::Debug for SimulatorBuilder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("SimulatorBuilder")
            .field("account_sid", &self.account_sid)
            .field("port", &self.port)
            .field("clock", &self.clock)
            .field("dialect", &self.dialect)
            .finish_non_exhaustive()
    }
}

/// Why a simulator does not start.
#[derive(Debug)]
pub struct StartError {
    message: String,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl StartError {
    fn listen(source: io::Error) -> Self {
        Self { message: "could not listen on the loopback port".into(), source: Some(source.into()) }
    }

    fn setting(message: &str) -> Self {
        Self { message: message.into(), source: None }
    }
}

impl fmt::Display for StartError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.source {
            Some(source) => write!(formatter, "{}: {source}", self.message),
            None => formatter.write_str(&self.message),
        }
    }
}

impl std::error::Error for StartError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
