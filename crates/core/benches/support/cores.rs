//! Client and server on a core each, where `taskset` is installed and there is more than one core.

use std::path::Path;
use std::process::{Command, Stdio};

const CLIENT_CORE: &str = "0";
pub(crate) const SERVER_CORE: &str = "1";

/// Moves this process to the client's core. Returns false where that cannot be done, or is not wanted.
///
/// To choose otherwise, start the benchmark under `taskset -c N`: with one core allowed it moves nothing,
/// and the server shares that core.
pub(crate) fn pin_client() -> bool {
    let several = std::thread::available_parallelism().is_ok_and(|cores| cores.get() > 1);
    several && taskset_works(SERVER_CORE, None) && taskset_works(CLIENT_CORE, Some(std::process::id()))
}

/// Returns the command that runs a program on one core.
pub(crate) fn on_core(core: &str, program: &Path) -> Command {
    let mut command = Command::new("taskset");
    command.args(["--cpu-list", core]).arg(program);
    command
}

/// Moves a process to a core, or, without one, only tries to run something there.
fn taskset_works(core: &str, process: Option<u32>) -> bool {
    let mut command = Command::new("taskset");
    match process {
        Some(process) => command.args(["--pid", "--cpu-list", core, &process.to_string()]),
        None => command.args(["--cpu-list", core, "true"]),
    };
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}
