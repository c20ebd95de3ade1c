//! Requests of the service: reads them, follows calls by them, and checks their signatures.

mod read;
mod shape;
mod signature;
mod tracker;

use mycpaas_bridge::webhook::ParseLimits;
use mycpaas_bridge::{ErrorKind, Failure, Result};
use napi::bindgen_prelude::{Buffer, Either};
use serde::{Deserialize, Serialize};

pub(crate) use tracker::CallTracker;

/// How much a request may hold.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Limits {
    size: Option<usize>,
    fields: Option<usize>,
}

impl Limits {
    fn parse_limits(&self) -> ParseLimits {
        let mut limits = ParseLimits::new();
        if let Some(bytes) = self.size {
            limits = limits.size(bytes);
        }
        if let Some(fields) = self.fields {
            limits = limits.fields(fields);
        }
        limits
    }
}

fn bytes(body: &Either<String, Buffer>) -> &[u8] {
    match body {
        Either::A(text) => text.as_bytes(),
        Either::B(bytes) => bytes,
    }
}

fn json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value)
        .map_err(|error| Failure::new(ErrorKind::Internal, format!("a defect of this library: {error}")))
}
