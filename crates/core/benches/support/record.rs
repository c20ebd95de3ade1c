//! The call that every contender places, and the plain struct that the bare ones decode the answer into.

use std::collections::HashMap;

use serde::Deserialize;
use url::form_urlencoded::Serializer;

pub(crate) const ACCOUNT_SID: &str = "AC0123456789abcdef0123456789abcdef";
pub(crate) const AUTH_TOKEN: &str = "benchmark";
pub(crate) const TO: &str = "+491234567890";
pub(crate) const FROM: &str = "+491098765432";
pub(crate) const VOICE_URL: &str = "https://example.com/voice.xml";
pub(crate) const STATUS_URL: &str = "https://example.com/status";

/// The 27 fields of a call, with nothing understood but JSON.
#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "only what it costs to fill them counts")]
pub(crate) struct Record {
    pub(crate) sid: String,
    account_sid: Option<String>,
    to: Option<String>,
    from: Option<String>,
    status: Option<String>,
    direction: Option<String>,
    parent_call_sid: Option<String>,
    phone_number_sid: Option<String>,
    to_formatted: Option<String>,
    from_formatted: Option<String>,
    date_created: Option<String>,
    date_updated: Option<String>,
    start_time: Option<String>,
    end_time: Option<String>,
    duration: Option<String>,
    price: Option<String>,
    price_unit: Option<String>,
    answered_by: Option<String>,
    annotation: Option<String>,
    api_version: Option<String>,
    forwarded_from: Option<String>,
    caller_name: Option<String>,
    group_sid: Option<String>,
    queue_time: Option<String>,
    trunk_sid: Option<String>,
    uri: Option<String>,
    subresource_uris: Option<HashMap<String, String>>,
}

/// Encodes the parameters as the API takes them, the way one writes it by hand.
pub(crate) fn form() -> String {
    let mut form = Serializer::new(String::with_capacity(256));
    form.append_pair("To", TO)
        .append_pair("From", FROM)
        .append_pair("Url", VOICE_URL)
        .append_pair("StatusCallback", STATUS_URL)
        .append_pair("StatusCallbackEvent", "answered completed");
    form.finish()
}
