//! The fault server as a program, for tests in other languages: one line of JSON in, one line of JSON out.
//!
//! `tests/vectors/README.md` describes what it is asked and what it answers.

use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::behaviour::Behaviour;
use super::peer::{Peer, invalid};
use super::record::Record;
use super::server::TestServer;

/// What the program is asked to do.
#[derive(Deserialize)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
enum Command {
    Start {
        #[serde(default = "plain_server")]
        server: Value,
    },
    Push {
        number: usize,
        behaviour: Behaviour,
    },
    Release {
        number: usize,
        #[serde(default = "one")]
        count: usize,
    },
    Record {
        number: usize,
    },
    Wait {
        number: usize,
        #[serde(default)]
        requests: usize,
        #[serde(default)]
        connections: usize,
        #[serde(default)]
        open_connections_at_most: Option<usize>,
    },
    Stop {
        number: usize,
    },
}

/// Does what each line asks for until there are no more lines, and writes one answer for each.
///
/// # Errors
/// Fails when input or output breaks. What is wrong with a line is told in the answer.
pub fn run(input: impl BufRead, output: impl Write + Send + 'static) -> io::Result<()> {
    let mut program = Program { peers: BTreeMap::new(), started: 0, output: Arc::new(Mutex::new(output)) };
    for line in input.lines() {
        program.obey(&line?)?;
    }
    Ok(())
}

struct Program<W> {
    peers: BTreeMap<usize, Arc<Peer>>,
    started: usize,
    output: Arc<Mutex<W>>,
}

impl<W: Write + Send + 'static> Program<W> {
    fn obey(&mut self, line: &str) -> io::Result<()> {
        if line.trim().is_empty() {
            return Ok(());
        }
        let (id, command) = parse(line);
        let outcome = match command {
            Ok(Command::Wait { number, requests, connections, open_connections_at_most }) => {
                let reached = move |record: &Record| {
                    record.received.len() >= requests
                        && record.connections >= connections
                        && open_connections_at_most.is_none_or(|most| record.open_connections <= most)
                };
                match self.peer(number) {
                    Ok(peer) => return self.answer_when(id, peer, reached),
                    Err(error) => Err(error),
                }
            }
            Ok(command) => self.run(command),
            Err(error) => Err(error),
        };
        answer(&self.output, &id, outcome)
    }

    fn run(&mut self, command: Command) -> io::Result<Value> {
        match command {
            Command::Start { server } => self.start(&server),
            Command::Push { number, behaviour } => {
                server(&*self.peer(number)?)?.push(behaviour);
                Ok(json!({}))
            }
            Command::Release { number, count } => {
                server(&*self.peer(number)?)?.release(count);
                Ok(json!({}))
            }
            Command::Record { number } | Command::Wait { number, .. } => {
                described(&self.peer(number)?.record())
            }
            Command::Stop { number } => {
                let record = self.peer(number)?.record();
                self.peers.remove(&number);
                described(&record)
            }
        }
    }

    fn start(&mut self, description: &Value) -> io::Result<Value> {
        let peer = Peer::start(description)?;
        self.started += 1;
        let answer = json!({
            "number": self.started,
            "base_url": peer.base_url()?,
            "address": peer.address()?,
            "certificate": peer.ca_pem(),
        });
        self.peers.insert(self.started, Arc::new(peer));
        Ok(answer)
    }

    fn peer(&self, number: usize) -> io::Result<Arc<Peer>> {
        self.peers.get(&number).cloned().ok_or_else(|| invalid(format!("there is no server {number}")))
    }

    /// Answers later, so that other lines are obeyed meanwhile.
    fn answer_when(
        &self,
        id: Value,
        peer: Arc<Peer>,
        reached: impl FnMut(&Record) -> bool + Send + 'static,
    ) -> io::Result<()> {
        let output = self.output.clone();
        let wait = move || {
            let outcome = wait_until(&peer, reached);
            // Whoever has the answer may stop the server, and it must be gone then.
            drop(peer);
            // Nobody listens any more, and then nobody misses the answer.
            let _broken = answer(&output, &id, outcome);
        };
        thread::Builder::new().spawn(wait).map(drop)
    }
}

/// Takes the identifier of a line and its command apart.
fn parse(line: &str) -> (Value, io::Result<Command>) {
    let mut fields: Map<String, Value> = match serde_json::from_str(line) {
        Ok(fields) => fields,
        Err(error) => return (Value::Null, Err(invalid(error))),
    };
    let id = fields.remove("id").unwrap_or_default();
    (id, serde_json::from_value(Value::Object(fields)).map_err(invalid))
}

fn answer<W: Write>(output: &Mutex<W>, id: &Value, outcome: io::Result<Value>) -> io::Result<()> {
    let mut answer = outcome.unwrap_or_else(|error| json!({ "error": error.to_string() }));
    if let (false, Some(fields)) = (id.is_null(), answer.as_object_mut()) {
        fields.insert("id".to_owned(), id.clone());
    }
    let mut output = output.lock().unwrap_or_else(PoisonError::into_inner);
    writeln!(output, "{answer}")?;
    output.flush()
}

fn wait_until(peer: &Peer, reached: impl FnMut(&Record) -> bool) -> io::Result<Value> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build()?;
    runtime.block_on(server(peer)?.wait_until(reached))?;
    described(&peer.record())
}

fn server(peer: &Peer) -> io::Result<&TestServer> {
    peer.server().ok_or_else(|| invalid("there is no server at this port"))
}

fn described(record: &Record) -> io::Result<Value> {
    serde_json::to_value(record).map_err(io::Error::other)
}

fn plain_server() -> Value {
    json!({})
}

fn one() -> usize {
    1
}
