//! What is printed: a table for people, or one line of JSON.

use std::io::{self, Write};

use super::measure::Allocations;

/// What was measured of one contender at one number of requests in flight.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) in_flight: u32,
    pub(crate) client: &'static str,
    /// Microseconds of CPU time per request, one value a round.
    pub(crate) cpu: Vec<f64>,
    /// The same, divided by what the first contender, bare reqwest, took in the same round.
    pub(crate) ratio: Vec<f64>,
}

/// Prints the measurements as a table.
pub(crate) fn table(rows: &[Row], allocations: &[(&str, Allocations)], pinned: bool) -> io::Result<()> {
    line("Client CPU (user + system) per create, medians; ratios against bare reqwest in the same round\n")?;
    line("in flight  client            CPU µs   lowest  highest   ratio")?;
    for row in rows {
        let (lowest, highest) = extremes(&row.cpu);
        line(&format!(
            "{:>9}  {:<16} {:>7.1}  {lowest:>7.1}  {highest:>7.1}  {:>6.2}",
            row.in_flight,
            row.client,
            median(&row.cpu),
            median(&row.ratio)
        ))?;
    }
    line("\nclient            allocations   bytes  (one warm create)")?;
    for (client, allocations) in allocations {
        line(&format!("{client:<16} {:>12.1}  {:>6.0}", allocations.count, allocations.bytes))?;
    }
    if !pinned {
        line("\nClient and server were not given a core each (taskset, two cores): expect more spread.")?;
    }
    Ok(())
}

/// Prints the measurements as one line of JSON.
pub(crate) fn json(rows: &[Row], allocations: &[(&str, Allocations)], pinned: bool) -> io::Result<()> {
    let cpu: Vec<_> = rows
        .iter()
        .map(|row| {
            serde_json::json!({
                "in_flight": row.in_flight,
                "client": row.client,
                "cpu_microseconds": median(&row.cpu),
                "ratio": median(&row.ratio),
                "rounds": row.cpu,
            })
        })
        .collect();
    let allocations: Vec<_> = allocations
        .iter()
        .map(|(client, allocations)| {
            serde_json::json!({
                "client": client,
                "count": allocations.count,
                "bytes": allocations.bytes,
            })
        })
        .collect();
    let document = serde_json::json!({
        "benchmark": "create",
        "pinned": pinned,
        "cpu": cpu,
        "allocations": allocations,
    });
    line(&document.to_string())
}

/// Prints a line at once, so that a reader of a pipe has it.
pub(crate) fn line(text: &str) -> io::Result<()> {
    let mut output = io::stdout().lock();
    writeln!(output, "{text}")?;
    output.flush()
}

fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
}

fn extremes(values: &[f64]) -> (f64, f64) {
    let lowest = values.iter().copied().fold(f64::INFINITY, f64::min);
    let highest = values.iter().copied().fold(0.0, f64::max);
    (lowest, highest)
}
