//! Writes the surfaces of the SDK from one specification.
//!
//! `spec/` lists the elements of LaML, the parameters and fields of the Calls API, the kinds of error and
//! the parameters of webhooks. `templates/` says how each language writes them. Nothing here knows any one of them.
//!
//! Without an argument it writes what has changed; with `--check` it writes nothing, and fails if something would.

mod c_header;
mod model;
mod output;
mod problem;
mod prose;
mod spec;
mod targets;
mod template;
mod vectors;
mod words;

use std::path::Path;
use std::process::ExitCode;

use output::Mode;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            report(&message);
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let mode = match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => Mode::Write,
        ["--check"] => Mode::Check,
        _ => return Err("usage: mycpaas-codegen [--check]".to_owned()),
    };
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = own.ancestors().nth(2).ok_or("the crate is not in the workspace")?;
    let spec = spec::load(&own.join("spec"))?;
    let files = targets::render(&spec, root)?;
    let mut stale = output::settle(root, &files, mode)?;
    // They follow from files that were just written.
    let headers = c_header::render(&spec, root)?;
    stale.extend(output::settle(root, &headers, mode)?);
    match mode {
        Mode::Check if stale.is_empty() => Ok(()),
        Mode::Check => {
            Err(format!("not what the specification says; run `make generate`:\n{}", stale.join("\n")))
        }
        Mode::Write => {
            for path in &stale {
                report(path);
            }
            Ok(())
        }
    }
}

#[expect(clippy::print_stderr, reason = "a program tells its user what it did")]
fn report(message: &str) {
    eprintln!("{message}");
}
