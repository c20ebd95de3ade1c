//! # Call
//!
//! What the API says of a call. A call does not change, so any thread may read it. Texts belong to it.
//!
//! Every field but the SID may be absent. mycpaas documents `sid`, `to`, `from`, `status` and `direction`; the others are
//! what SignalWire and Twilio document.

use std::ffi::c_char;
use std::ptr;
use std::sync::OnceLock;

use mycpaas_bridge::{Call, ErrorKind, Failure, Metadata, Reply, Result};

use super::generated;
use crate::metadata::mycpaas_metadata;
use crate::named::Named;
use crate::texts::Texts;

/// A phone call.
#[derive(Debug)]
pub struct mycpaas_call {
    pub(super) call: Call,
    pub(super) metadata: Option<mycpaas_metadata>,
    pub(super) texts: Texts,
    json: OnceLock<Texts>,
    extra: OnceLock<Named>,
    subresource_uris: OnceLock<Named>,
}

impl mycpaas_call {
    pub(crate) fn new(call: Call, metadata: Option<Metadata>) -> Self {
        Self {
            texts: generated::texts(&call),
            call,
            metadata: metadata.map(mycpaas_metadata::new),
            json: OnceLock::new(),
            extra: OnceLock::new(),
            subresource_uris: OnceLock::new(),
        }
    }

    pub(crate) fn of_reply(reply: Reply) -> Result<Self> {
        match reply {
            Reply::Call(answer) => {
                let (call, metadata) = answer.into_parts();
                Ok(Self::new(call, Some(metadata)))
            }
            _ => Err(unexpected()),
        }
    }

    pub(super) fn json(&self) -> &Texts {
        self.json.get_or_init(|| [serde_json::to_string(&self.call).ok()].into_iter().collect())
    }

    pub(super) fn extra(&self) -> &Named {
        self.extra.get_or_init(|| {
            let shown = |value: &serde_json::Value| match value {
                serde_json::Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            self.call.extra.iter().map(|(name, value)| (name.as_str(), Some(shown(value)))).collect()
        })
    }

    pub(super) fn subresource_uris(&self) -> &Named {
        self.subresource_uris.get_or_init(|| {
            let uris = self.call.subresource_uris.iter().flatten();
            uris.map(|(name, uri)| (name.as_str(), uri.as_ref())).collect()
        })
    }
}

/// A reply of another sort than the request's: a defect of this library.
pub(crate) fn unexpected() -> Box<Failure> {
    Failure::new(ErrorKind::Internal, "a defect of this library: an answer of another sort than asked for")
}

pub(super) fn text_at(call: Option<&mycpaas_call>, place: usize) -> *const c_char {
    call.map_or(ptr::null(), |call| call.texts.get(place))
}
