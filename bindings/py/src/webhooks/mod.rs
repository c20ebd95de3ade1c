//! `mycpaas.webhooks`: the requests of the service, read, followed and checked.

mod event;
mod headers;
mod read;
mod signature;
mod tracker;
mod verdict;

pub(crate) use event::WebhookEvent;
pub(crate) use read::{ReceivedFields, webhook_parse, webhook_query, webhook_request};
pub(crate) use signature::{SignatureValidator, SigningKey};
pub(crate) use tracker::{CallTracker, Recorded, TrackedCall};
pub(crate) use verdict::{Signature, Verdict};
