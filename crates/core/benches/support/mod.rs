//! What the benchmark and the test of allocations have in common.

pub(crate) mod bare;
pub(crate) mod contender;
pub(crate) mod cores;
pub(crate) mod measure;
pub(crate) mod record;
pub(crate) mod report;
pub(crate) mod server;
pub(crate) mod server_process;

/// Any failure: a benchmark only stops and prints it.
pub(crate) type Failure = Box<dyn std::error::Error + Send + Sync>;
