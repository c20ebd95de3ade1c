//! The fault server as a program. `tests/vectors/README.md` says how to speak with it.

use std::io::{self, BufReader};

fn main() -> io::Result<()> {
    mycpaas_tests::fault_server::run_program(BufReader::new(io::stdin()), io::stdout())
}
