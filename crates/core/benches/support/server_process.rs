//! The server in a process of its own, so that its work is not counted.

use std::io::{self, BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};

use tokio::net::TcpListener;
use tokio::sync::oneshot;

use super::cores::{self, SERVER_CORE};
use super::{Failure, server};

/// The argument with which this program runs as the server.
pub(crate) const SERVER_ARGUMENT: &str = "--serve-until-stdin-closes";

/// A running server. It ends when this is dropped, and by itself when this process ends.
#[derive(Debug)]
pub(crate) struct ServerProcess(Child);

impl ServerProcess {
    /// Starts this program once more, on the server's core if `pinned`, and returns where it listens.
    pub(crate) fn start(pinned: bool) -> Result<(Self, SocketAddr), Failure> {
        let program = std::env::current_exe()?;
        let mut command = if pinned { cores::on_core(SERVER_CORE, &program) } else { Command::new(&program) };
        let child = command.arg(SERVER_ARGUMENT).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let mut server = Self(child);
        let output = server.0.stdout.take().ok_or("the server has no output")?;
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line)?;
        let address =
            line.trim().parse().map_err(|_| format!("the server did not start: it said {line:?}"))?;
        Ok((server, address))
    }
}

impl Drop for ServerProcess {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

/// Runs as the server until standard input ends, which it does when the starting process is gone.
pub(crate) fn run() -> Result<(), Failure> {
    let (ended, end) = oneshot::channel();
    std::thread::spawn(move || {
        io::stdin().read_to_end(&mut Vec::new()).ok();
        ended.send(()).ok();
    });
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        super::report::line(&listener.local_addr()?.to_string())?;
        tokio::select! {
            outcome = server::serve(listener) => Ok(outcome?),
            _ = end => Ok(()),
        }
    })
}
