//! A call, as the API describes it.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use rust_decimal::Decimal;
use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use crate::calls::status::{CallDirection, CallStatus};
use crate::decode::{self, Lenient, Text};
use crate::mask::mask_phone_number;
use crate::timestamp::Timestamp;

/// A phone call.
///
/// Every field but the SID may be absent. mycpaas documents `sid`, `to`, `from`, `status` and
/// `direction`; the others are what SignalWire and Twilio document. What this library does not know, or
/// what has an unexpected type, is in [`extra`](Self::extra).
#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Call {
    /// The call's identifier. Opaque: usually `CA` and 32 characters, sometimes a UUID.
    pub sid: String,
    /// The account that the call belongs to.
    pub account_sid: Option<String>,
    /// Who is called: E.164, or a SIP URI.
    pub to: Option<String>,
    /// Who calls: E.164, or a SIP URI.
    pub from: Option<String>,
    /// Where the call is in its life.
    pub status: Option<CallStatus>,
    /// Who began the call.
    pub direction: Option<CallDirection>,
    /// The call that this one is a leg of.
    pub parent_call_sid: Option<String>,
    /// The identifier of the account's number that takes part.
    pub phone_number_sid: Option<String>,
    /// `to`, written for people.
    pub to_formatted: Option<String>,
    /// `from`, written for people.
    pub from_formatted: Option<String>,
    /// When the call was created.
    pub date_created: Option<Timestamp>,
    /// When this record last changed.
    pub date_updated: Option<Timestamp>,
    /// When the call was answered.
    pub start_time: Option<Timestamp>,
    /// When the call ended.
    pub end_time: Option<Timestamp>,
    /// How long the call lasted, in whole seconds.
    pub duration: Option<Duration>,
    /// What the call cost, in `price_unit`; often negative. Known some time after the end.
    pub price: Option<Decimal>,
    /// The currency of `price`, such as `USD`.
    pub price_unit: Option<String>,
    /// Who answered, if machine detection was asked for: `human`, `machine`, or a service's own words.
    pub answered_by: Option<String>,
    /// The version of the API that the call was created with.
    pub api_version: Option<String>,
    /// The number that the call was forwarded from.
    pub forwarded_from: Option<String>,
    /// The caller's name, if it was looked up.
    pub caller_name: Option<String>,
    /// The identifier of a group of calls.
    pub group_sid: Option<String>,
    /// How long the call is expected to wait before it is placed.
    pub queue_time: Option<Duration>,
    /// The identifier of the trunk that carried the call.
    pub trunk_sid: Option<String>,
    /// The path of this resource.
    pub uri: Option<String>,
    /// The paths of resources below this one, such as `recordings`.
    pub subresource_uris: Option<BTreeMap<String, Option<String>>>,
    /// Fields that are unknown or of an unexpected type, as they were received.
    pub extra: Map<String, Value>,
}

impl Call {
    /// Takes one field of the document. When a key comes twice, the last one counts.
    fn set(&mut self, key: &str, raw: &RawValue) {
        let taken = match key {
            "sid" => take_sid(&mut self.sid, raw),
            "account_sid" => put(&mut self.account_sid, decode::text(raw)),
            "to" => put(&mut self.to, decode::text(raw)),
            "from" => put(&mut self.from, decode::text(raw)),
            "status" => put(&mut self.status, decode::word(raw)),
            "direction" => put(&mut self.direction, decode::word(raw)),
            "parent_call_sid" => put(&mut self.parent_call_sid, decode::text(raw)),
            "phone_number_sid" => put(&mut self.phone_number_sid, decode::text(raw)),
            "to_formatted" => put(&mut self.to_formatted, decode::text(raw)),
            "from_formatted" => put(&mut self.from_formatted, decode::text(raw)),
            "date_created" => put(&mut self.date_created, decode::timestamp(raw)),
            "date_updated" => put(&mut self.date_updated, decode::timestamp(raw)),
            "start_time" => put(&mut self.start_time, decode::timestamp(raw)),
            "end_time" => put(&mut self.end_time, decode::timestamp(raw)),
            "duration" => put(&mut self.duration, decode::seconds(raw)),
            "price" => put(&mut self.price, decode::decimal(raw)),
            "price_unit" => put(&mut self.price_unit, decode::text(raw)),
            "answered_by" => put(&mut self.answered_by, decode::text(raw)),
            "api_version" => put(&mut self.api_version, decode::text(raw)),
            "forwarded_from" => put(&mut self.forwarded_from, decode::text(raw)),
            "caller_name" => put(&mut self.caller_name, decode::text(raw)),
            "group_sid" => put(&mut self.group_sid, decode::text(raw)),
            "queue_time" => put(&mut self.queue_time, decode::milliseconds(raw)),
            "trunk_sid" => put(&mut self.trunk_sid, decode::text(raw)),
            "uri" => put(&mut self.uri, decode::text(raw)),
            "subresource_uris" => put(&mut self.subresource_uris, decode::texts(raw)),
            _ => false,
        };
        if !taken {
            // What is nested too deeply to be read is kept as its text.
            let value = serde_json::from_str(raw.get()).unwrap_or_else(|_| raw.get().into());
            self.extra.insert(key.to_owned(), value);
        }
    }
}

fn put<T>(slot: &mut Option<T>, value: Lenient<T>) -> bool {
    let known = value.is_ok();
    *slot = value.unwrap_or_default();
    known
}

fn take_sid(slot: &mut String, raw: &RawValue) -> bool {
    let value = decode::text(raw);
    let known = value.is_ok();
    *slot = value.ok().flatten().unwrap_or_default();
    known
}

impl<'de> Deserialize<'de> for Call {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(CallVisitor)
    }
}

struct CallVisitor;

impl<'de> Visitor<'de> for CallVisitor {
    type Value = Call;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a call")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Call, A::Error> {
        let mut call = Call::default();
        while let Some(Text(key)) = map.next_key::<Text<'de>>()? {
            let raw = map.next_value::<&'de RawValue>()?;
            call.set(&key, raw);
        }
        if call.sid.is_empty() {
            return Err(A::Error::custom("the call has no sid"));
        }
        Ok(call)
    }
}

impl fmt::Debug for Call {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Call")
            .field("sid", &self.sid)
            .field("to", &self.to.as_deref().map(mask_phone_number))
            .field("from", &self.from.as_deref().map(mask_phone_number))
            .field("status", &self.status)
            .field("direction", &self.direction)
            .field("duration", &self.duration)
            .field("price", &self.price)
            .finish_non_exhaustive()
    }
}
