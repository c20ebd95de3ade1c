//! The Calls resource: one file an operation.

mod create;
mod delete;
mod fetch;
mod generated;
mod list;
mod model;
mod parameters;
mod status;
mod update;
mod wait;

use bytes::Bytes;

use crate::answer::Answer;
use crate::client::Client;
use crate::decode;
use crate::error::{Effect, Error};
use crate::operation::undecodable;

pub use create::CreateCall;
pub use generated::{
    Call, CallDirection, CallEvent, CallStatus, HttpMethod, MachineDetection, RecordingChannels,
    RecordingEvent, RecordingTrack, RecordingTrim,
};
pub use list::{CallList, ListCalls};
pub use update::UpdateCall;
pub use wait::WaitCall;

/// The operations on calls. Made by [`Client::calls`].
#[derive(Clone, Copy, Debug)]
pub struct Calls<'a> {
    client: &'a Client,
}

impl<'a> Calls<'a> {
    pub(crate) fn new(client: &'a Client) -> Self {
        Self { client }
    }
}

/// Returns the path of one call. The SID must have been checked.
fn call_path(sid: &str) -> String {
    format!("Calls/{sid}.json")
}

fn decode_call(answer: Answer<Bytes>, effect: Effect) -> Result<Answer<Call>, Error> {
    let (body, metadata) = answer.into_parts();
    match decode::document(&body) {
        Ok(call) => Ok(Answer::new(call, metadata)),
        Err(error) if body.is_empty() => Err(undecodable(metadata, effect, "it is empty").with_source(error)),
        Err(error) => Err(undecodable(metadata, effect, &error).with_source(error)),
    }
}
