//! Client CPU per `create` over loopback, beside bare reqwest and bare hyper-util in the same run.
//!
//! CPU and not wall time, since the wall mostly waits for the server. The server is a process of its own,
//! so only the client counts; the contenders take turns, so that what else the machine does hits all of
//! them. Client and server get a core each where `taskset` is installed.
//!
//! `cargo bench -p mycpaas -- --quick` takes seconds, `--json` prints one line for machines, and
//! `--only mycpaas --in-flight 32` runs one contender, for a profiler, and compares it with itself.

mod support;

use support::Failure;
use support::contender::Contender;
use support::measure::{allocations_per_request, cpu_per_request};
use support::report::{self, Row};
use support::server_process::{self, SERVER_ARGUMENT, ServerProcess};

/// How much is measured.
#[derive(Clone, Debug)]
struct Plan {
    in_flight: Vec<u32>,
    rounds: usize,
    requests: u32,
    only: Option<String>,
    output: Output,
}

#[derive(Clone, Copy, Debug)]
enum Output {
    Table,
    Json,
    /// It was too short to say anything.
    None,
}

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.iter().any(|argument| argument == SERVER_ARGUMENT) {
        return server_process::run();
    }
    run(&Plan::from_arguments(&arguments)?)
}

impl Plan {
    /// Without `--bench`, which `cargo bench` gives, it only shows that it still works.
    fn from_arguments(arguments: &[String]) -> Result<Self, Failure> {
        let has = |name: &str| arguments.iter().any(|argument| argument == name);
        let value = |name: &str| {
            let at = arguments.iter().position(|argument| argument == name)?;
            arguments.get(at + 1)
        };
        let measured = has("--bench") && !has("--test");
        let (rounds, requests) = match (measured, has("--quick")) {
            (false, _) => (1, 1),
            (true, true) => (9, 500),
            (true, false) => (51, 1_000),
        };
        let output = match (measured, has("--json")) {
            (false, _) => Output::None,
            (true, true) => Output::Json,
            (true, false) => Output::Table,
        };
        let in_flight = match value("--in-flight") {
            Some(number) => vec![number.parse::<std::num::NonZero<u32>>()?.get()],
            None => vec![1, 32, 256],
        };
        Ok(Self { in_flight, rounds, requests, only: value("--only").cloned(), output })
    }
}

fn run(plan: &Plan) -> Result<(), Failure> {
    let pinned = support::cores::pin_client();
    let (_server, address) = ServerProcess::start(pinned)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let _context = runtime.enter();
    let mut contenders = Vec::from(Contender::all(address)?);
    contenders.retain(|contender| plan.only.as_deref().is_none_or(|only| only == contender.name()));

    let mut rows = Vec::new();
    for &in_flight in &plan.in_flight {
        let rounds = (0..plan.rounds)
            .map(|round| one_round(&runtime, &contenders, round, in_flight, plan.requests))
            .collect::<Result<Vec<_>, _>>()?;
        rows.extend(compare(&contenders, in_flight, &rounds));
    }
    let allocations = contenders
        .iter()
        .map(|contender| {
            let counted = allocations_per_request(&runtime, contender, plan.requests.min(100))?;
            Ok((contender.name(), counted))
        })
        .collect::<Result<Vec<_>, Failure>>()?;
    match plan.output {
        Output::Table => report::table(&rows, &allocations, pinned)?,
        Output::Json => report::json(&rows, &allocations, pinned)?,
        Output::None => report::line("create: every client works")?,
    }
    Ok(())
}

/// Measures every contender once, each round beginning with another one. Returns them in their order.
fn one_round(
    runtime: &tokio::runtime::Runtime,
    contenders: &[Contender],
    round: usize,
    in_flight: u32,
    requests: u32,
) -> Result<Vec<f64>, Failure> {
    let mut turns: Vec<_> = contenders.iter().enumerate().collect();
    turns.rotate_left(round % contenders.len().max(1));
    let mut measured = turns
        .into_iter()
        .map(|(index, contender)| Ok((index, cpu_per_request(runtime, contender, in_flight, requests)?)))
        .collect::<Result<Vec<_>, Failure>>()?;
    measured.sort_by_key(|(index, _)| *index);
    Ok(measured.into_iter().map(|(_, cpu)| cpu).collect())
}

/// Gathers what was measured by contender. The first one is what the others are compared with.
fn compare<'a>(
    contenders: &'a [Contender],
    in_flight: u32,
    rounds: &'a [Vec<f64>],
) -> impl Iterator<Item = Row> + 'a {
    contenders.iter().enumerate().map(move |(index, contender)| {
        let pairs = rounds.iter().filter_map(|round| Some((*round.get(index)?, *round.first()?)));
        let (cpu, ratio) = pairs.map(|(cpu, first)| (cpu, cpu / first)).unzip();
        Row { in_flight, client: contender.name(), cpu, ratio }
    })
}
