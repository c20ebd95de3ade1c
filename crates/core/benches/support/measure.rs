//! Client CPU time and heap allocations per request.

use std::time::Duration;

use cpu_time::ProcessTime;
use tokio::runtime::Runtime;
use tokio::task::JoinSet;

use super::Failure;
use super::contender::Contender;

/// The longest that one batch of requests may take, whatever becomes of the server.
const BATCH_MAX: Duration = Duration::from_secs(60);

/// Returns the CPU time of this process, user and system, for one request, in microseconds.
pub(crate) fn cpu_per_request(
    runtime: &Runtime,
    contender: &Contender,
    in_flight: u32,
    requests: u32,
) -> Result<f64, Failure> {
    let each = requests.div_ceil(in_flight);
    // Opens the connections, and touches the memory.
    runtime.block_on(batch(contender, in_flight, 3))?;
    let start = ProcessTime::try_now()?;
    runtime.block_on(batch(contender, in_flight, each))?;
    let spent = start.try_elapsed()?;
    Ok(spent.as_secs_f64() * 1e6 / f64::from(each * in_flight))
}

/// Returns the heap allocations of one warm request, those of its connection included.
#[expect(clippy::cast_precision_loss, reason = "they are a few thousand")]
pub(crate) fn allocations_per_request(
    runtime: &Runtime,
    contender: &Contender,
    requests: u32,
) -> Result<Allocations, Failure> {
    runtime.block_on(batch(contender, 1, 3))?;
    let mut outcome = Ok(());
    // It counts this thread only, on which the whole runtime runs.
    let counted = allocation_counter::measure(|| outcome = runtime.block_on(batch(contender, 1, requests)));
    outcome?;
    Ok(Allocations {
        count: counted.count_total as f64 / f64::from(requests),
        bytes: counted.bytes_total as f64 / f64::from(requests),
    })
}

/// How often memory was asked for, and how much of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Allocations {
    pub(crate) count: f64,
    pub(crate) bytes: f64,
}

/// Keeps `in_flight` requests going until each place has made `each` of them. The first failure ends it.
async fn batch(contender: &Contender, in_flight: u32, each: u32) -> Result<(), Failure> {
    let mut places = JoinSet::new();
    for _ in 0..in_flight {
        let contender = contender.clone();
        places.spawn(async move {
            for _ in 0..each {
                contender.create().await?;
            }
            Ok::<(), Failure>(())
        });
    }
    let all = async {
        while let Some(outcome) = places.join_next().await {
            outcome??;
        }
        Ok(())
    };
    tokio::time::timeout(BATCH_MAX, all).await?
}
