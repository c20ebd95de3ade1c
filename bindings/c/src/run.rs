//! Running requests: in the thread that waits, or in the background.

use std::convert::Infallible;

use mycpaas_bridge::{Client, Operation, Reply, Result, Turn};

use crate::callback::Callback;
use crate::client::mycpaas_client;
use crate::dispatch;
use crate::log::Log;
use crate::options::mycpaas_options;
use crate::setter::needed;

/// Runs a request of a client, and waits for its end.
pub(crate) fn wait(
    client: Option<&mycpaas_client>,
    options: Option<&mycpaas_options>,
    make: impl FnOnce(&Client) -> Result<Operation>,
) -> Result<Reply> {
    let client = needed("client", client)?;
    wait_for(make(&own(client, options)?)?, client.log)
}

/// Starts a request of a client.
pub(crate) fn start(
    client: Option<&mycpaas_client>,
    options: Option<&mycpaas_options>,
    callback: Result<Callback>,
    make: impl FnOnce(&Client) -> Result<Operation>,
) -> Result<()> {
    let client = needed("client", client)?;
    let operation = make(&own(client, options)?)?;
    start_with(operation, options, callback?, client.log)
}

/// Returns the client for which the options hold.
pub(crate) fn own(client: &mycpaas_client, options: Option<&mycpaas_options>) -> Result<Client> {
    options.map_or_else(|| Ok(client.client.clone()), |options| options.apply(&client.client))
}

/// Runs a request, and waits for its end.
pub(crate) fn wait_for(operation: Operation, log: Option<Log>) -> Result<Reply> {
    let mut blocking = logged(operation, log).blocking();
    loop {
        match blocking.turn(|| Ok::<(), Infallible>(())) {
            Ok(Turn::Ended(outcome)) => return outcome,
            Ok(Turn::Heard(records)) => {
                for (record, log) in records.into_iter().zip(log.into_iter().cycle()) {
                    log.tell(record);
                }
            }
            Err(never) => match never {},
        }
    }
}

/// Starts a request.
pub(crate) fn start_with(
    operation: Operation,
    options: Option<&mycpaas_options>,
    callback: Callback,
    log: Option<Log>,
) -> Result<()> {
    let operation = logged(operation, log);
    match options.and_then(|options| options.queue.as_ref()) {
        Some(queue) => queue.start(operation, callback, log),
        None => dispatch::own()?.start(operation, callback, log),
    }
}

fn logged(operation: Operation, log: Option<Log>) -> Operation {
    operation.logged_from(log.map(|log| log.level))
}
