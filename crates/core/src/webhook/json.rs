//! Reading JSON objects as fields.

use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::body::{too_many, unreadable};
use super::fields::Fields;
use super::limits::ParseLimits;
use crate::decode::Text;
use crate::error::Error;

pub(super) fn read(body: &[u8], limits: ParseLimits) -> Result<Fields, Error> {
    // What the parser says of a document may show some of it, so only the place is told.
    let told = |error: serde_json::Error| {
        let (line, column) = (error.line(), error.column());
        unreadable(format_args!("its body is not a JSON object, as line {line}, column {column} shows"))
    };
    let text = std::str::from_utf8(body).map_err(|_| unreadable("its body is not UTF-8"))?;
    let mut reader = serde_json::Deserializer::from_str(text);
    let fields = reader.deserialize_map(Object { fields: Fields::new(), limits }).map_err(told)?;
    reader.end().map_err(told)?;
    fields.ok_or_else(|| too_many(limits))
}

/// Collects fields, or nothing if there are too many.
struct Object {
    fields: Fields,
    limits: ParseLimits,
}

impl<'de> Visitor<'de> for Object {
    type Value = Option<Fields>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut seen = 0;
        while let Some(Text(name)) = map.next_key::<Text<'de>>()? {
            seen += 1;
            if seen > self.limits.fields {
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            let raw = map.next_value::<&'de RawValue>()?.get();
            match raw.as_bytes().first() {
                Some(b'n') => {}
                Some(b'"') => {
                    let Text(value) = Text::deserialize(&mut serde_json::Deserializer::from_str(raw))
                        .map_err(serde::de::Error::custom)?;
                    self.fields.push(&name, &value);
                }
                _ => self.fields.push(&name, raw),
            }
        }
        Ok((seen <= self.limits.fields).then_some(self.fields))
    }
}
