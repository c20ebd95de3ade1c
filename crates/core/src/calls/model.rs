//! Reading and showing a call.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap};
use serde_json::value::RawValue;

use crate::calls::Call;
use crate::decode::{self, Lenient, Text};
use crate::mask::mask_phone_number;

impl Call {
    /// Takes one field of the document. When a key comes twice, the last one counts.
    fn set(&mut self, key: &str, raw: &RawValue) {
        if !self.take(key, raw) {
            // What is nested too deeply to be read is kept as its text.
            let value = serde_json::from_str(raw.get()).unwrap_or_else(|_| raw.get().into());
            self.extra.insert(key.to_owned(), value);
        }
    }
}

/// Takes a value, and says whether it is of the expected type.
pub(super) fn put<T>(slot: &mut Option<T>, value: Lenient<T>) -> bool {
    let known = value.is_ok();
    *slot = value.unwrap_or_default();
    known
}

pub(super) fn take_sid(slot: &mut String, raw: &RawValue) -> bool {
    let value = decode::text(raw);
    let known = value.is_ok();
    *slot = value.ok().flatten().unwrap_or_default();
    known
}

/// Writes a field if it is there.
pub(super) fn show<M: SerializeMap>(
    map: &mut M,
    name: &str,
    value: Option<impl Serialize>,
) -> Result<(), M::Error> {
    value.map_or(Ok(()), |value| map.serialize_entry(name, &value))
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
