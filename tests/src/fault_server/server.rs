//! The server itself.

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use tokio::runtime::{Builder, Runtime};
use tokio::sync::{Semaphore, oneshot};

use super::behaviour::Behaviour;
use super::certificate::Identity;
use super::connection::{self, Context};
use super::options::ServerOptions;
use super::record::{Log, ReceivedRequest, Record};
use super::script::Script;

const CONNECTION_LIMIT: usize = 512;
const WAIT_LIMIT: Duration = Duration::from_secs(10);

/// A server on a loopback port of its own, in a thread of its own. Dropping it stops it.
#[derive(Debug)]
pub struct TestServer {
    address: SocketAddr,
    authority: Option<String>,
    script: Arc<Script>,
    log: Log,
    releases: Arc<Semaphore>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl TestServer {
    /// Starts a server. Fails when a script for HTTP/1 holds steps of HTTP/2, or when there is no port.
    pub fn start(options: ServerOptions) -> io::Result<Self> {
        options.validate()?;
        let identity = options
            .certificate
            .map(|certificate| Identity::new(certificate, options.protocol))
            .transpose()?;
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        listener.set_nonblocking(true)?;
        let context = Context {
            connection: 0,
            script: Arc::new(Script::new(options.script, options.rest)),
            log: Log::new(),
            releases: Arc::new(Semaphore::new(0)),
            tls: identity.as_ref().map(|identity| identity.acceptor.clone()),
            protocol: options.protocol,
            lifetime: Duration::from_millis(options.lifetime_ms),
        };
        Self::run(runtime, listener, context, identity.map(|identity| identity.authority))
    }

    fn run(
        runtime: Runtime,
        listener: TcpListener,
        context: Context,
        authority: Option<String>,
    ) -> io::Result<Self> {
        let address = listener.local_addr()?;
        let (stop, stopped) = oneshot::channel();
        let (script, log, releases) = (context.script.clone(), context.log.clone(), context.releases.clone());
        let serve = move || {
            runtime.block_on(async {
                tokio::select! {
                    _ = stopped => {}
                    _ = accept(listener, context) => {}
                }
            });
        };
        let thread = thread::Builder::new().name("fault server".to_owned()).spawn(serve)?;
        Ok(Self { address, authority, script, log, releases, stop: Some(stop), thread: Some(thread) })
    }

    /// Returns the address.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Returns scheme, host and port.
    pub fn origin(&self) -> String {
        let scheme = if self.authority.is_some() { "https" } else { "http" };
        format!("{scheme}://{}", self.address)
    }

    /// Returns the base URL that a client is given.
    pub fn base_url(&self) -> String {
        format!("{}/api/laml/2010-04-01", self.origin())
    }

    /// Returns the certificate of the test authority. A self-signed certificate is not signed by it.
    pub fn ca_pem(&self) -> Option<&str> {
        self.authority.as_deref()
    }

    /// Adds a behaviour to the end of the script.
    pub fn push(&self, behaviour: impl Into<Behaviour>) {
        self.script.push(behaviour.into());
    }

    /// Lets this many held answers go, now or when they come to be held.
    pub fn release(&self, count: usize) {
        self.releases.add_permits(count);
    }

    /// Returns everything that was seen so far.
    pub fn record(&self) -> Record {
        self.log.read(Clone::clone)
    }

    /// Returns the requests that arrived completely.
    pub fn received(&self) -> Vec<ReceivedRequest> {
        self.log.read(|record| record.received.clone())
    }

    /// Returns how many POSTs arrived completely.
    pub fn post_count(&self) -> usize {
        self.log.read(|record| record.count("POST"))
    }

    /// Returns how many connections were accepted.
    pub fn connections(&self) -> usize {
        self.log.read(|record| record.connections)
    }

    /// Waits until so many requests have arrived completely. Fails after ten seconds.
    pub async fn wait_for_requests(&self, count: usize) -> io::Result<()> {
        self.wait_until(|record| record.received.len() >= count).await
    }

    /// Waits until so many connections were accepted. Fails after ten seconds.
    pub async fn wait_for_connections(&self, count: usize) -> io::Result<()> {
        self.wait_until(|record| record.connections >= count).await
    }

    /// Waits until the record is as wanted. Fails after ten seconds.
    pub async fn wait_until(&self, wanted: impl FnMut(&Record) -> bool) -> io::Result<()> {
        let mut changes = self.log.subscribe();
        match tokio::time::timeout(WAIT_LIMIT, changes.wait_for(wanted)).await {
            Ok(Ok(_)) => Ok(()),
            _ => Err(io::Error::new(
                io::ErrorKind::TimedOut,
                format!("waited ten seconds; the server has seen {}", self.log.read(Record::summary)),
            )),
        }
    }
}

impl Drop for TestServer {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A panic in the thread was printed there; a test sees what the server did not do.
            let _outcome = thread.join();
        }
    }
}

async fn accept(listener: TcpListener, context: Context) -> io::Result<()> {
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let limit = Arc::new(Semaphore::new(CONNECTION_LIMIT));
    loop {
        let Ok(permit) = limit.clone().acquire_owned().await else {
            return Ok(());
        };
        // An accept that fails is the client's doing (it left the queue): the next one may work.
        let Ok((stream, _)) = listener.accept().await else {
            tokio::task::yield_now().await;
            continue;
        };
        let context = context.accept();
        tokio::spawn(async move {
            connection::serve(stream, context).await;
            drop(permit);
        });
    }
}
