//! Reading requests into events.

use mycpaas_bridge::Result;
use mycpaas_bridge::webhook::{self as bridge, Event, EventKind, Fields};
use napi::bindgen_prelude::{Buffer, Either};
use napi_derive::napi;
use serde::Deserialize;

use super::shape::EventShape;
use super::{Limits, bytes, json};
use crate::failure::throw;
use crate::options::read;

/// How a request is read.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Settings {
    content_type: Option<String>,
    kind: Option<String>,
    #[serde(default)]
    limits: Limits,
}

/// Reads a body, and returns the event as JSON.
#[napi(js_name = "parseWebhook")]
pub(crate) fn parse(body: Either<String, Buffer>, settings: String) -> napi::Result<String> {
    let read_body = || {
        let settings: Settings = read(&settings)?;
        let limits = settings.limits.parse_limits();
        let fields = bridge::parse(settings.content_type.as_deref(), bytes(&body), limits)?;
        event(fields, settings.kind()?)
    };
    read_body().map_err(throw)
}

/// Reads a query, and returns the event as JSON.
#[napi(js_name = "parseWebhookQuery")]
pub(crate) fn parse_query(query: String, settings: String) -> napi::Result<String> {
    let read_query = || {
        let settings: Settings = read(&settings)?;
        event(bridge::parse_query(&query, settings.limits.parse_limits())?, settings.kind()?)
    };
    read_query().map_err(throw)
}

/// Reads a request from where its method has its parameters, and returns the event as JSON.
#[napi(js_name = "receiveWebhook")]
pub(crate) fn receive(
    method: String,
    url: String,
    body: Either<String, Buffer>,
    settings: String,
) -> napi::Result<String> {
    let read_request = || {
        let settings: Settings = read(&settings)?;
        let limits = settings.limits.parse_limits();
        let content_type = settings.content_type.as_deref();
        let event = bridge::receive(&method, &url, content_type, bytes(&body), limits, settings.kind()?)?;
        json(&EventShape(&event))
    };
    read_request().map_err(throw)
}

impl Settings {
    fn kind(&self) -> Result<Option<EventKind>> {
        self.kind.as_deref().map(bridge::kind).transpose()
    }
}

fn event(fields: Fields, kind: Option<EventKind>) -> Result<String> {
    let kind = kind.unwrap_or_else(|| EventKind::detect(&fields));
    json(&EventShape(&Event::from_fields(kind, fields)))
}
