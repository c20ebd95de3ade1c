//! Events and calls, as JavaScript reads them.

use mycpaas_bridge::webhook::{self as bridge, Event, Fields, ParameterKind, Recorded, TrackedCall, Value};
use serde::Serialize;
use serde::ser::{SerializeMap, SerializeStruct, Serializer};

use crate::reply::{milliseconds, show, since_1970, time};

/// An event: its kind, the values that are there by the places of their parameters, and all that was received.
pub(super) struct EventShape<'a>(pub(super) &'a Event);

struct Values<'a>(&'a Event);

struct Pairs<'a>(&'a Fields);

struct ValueShape<'a>(ParameterKind, Value<'a>);

/// What a status changes.
pub(super) struct RecordedShape<'a>(pub(super) &'a Recorded);

/// A call that is tracked.
pub(super) struct CallShape<'a>(pub(super) &'a TrackedCall);

impl Serialize for EventShape<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut event = serializer.serialize_struct("Event", 3)?;
        event.serialize_field("kind", self.0.kind().name())?;
        event.serialize_field("values", &Values(self.0))?;
        event.serialize_field("fields", &Pairs(self.0.fields()))?;
        event.end()
    }
}

impl Serialize for Values<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let values = bridge::values(self.0).enumerate();
        serializer.collect_seq(values.filter_map(|(place, (parameter, value))| {
            value.map(|value| (place, ValueShape(parameter.kind(), value)))
        }))
    }
}

impl Serialize for Pairs<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0)
    }
}

impl Serialize for ValueShape<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.1 {
            Value::Text(text) => serializer.serialize_str(text),
            Value::Integer(number) => serializer.serialize_u64(*number),
            Value::Decimal(decimal) => serializer.collect_str(decimal),
            Value::Boolean(flag) => serializer.serialize_bool(*flag),
            // In milliseconds since 1970, where it is understood, and as it was received.
            Value::Timestamp(time) => {
                (time.to_system_time().map(since_1970), time.raw()).serialize(serializer)
            }
            Value::Span(span) if self.0 == ParameterKind::Milliseconds => {
                serializer.serialize_f64(milliseconds(*span))
            }
            Value::Span(span) => serializer.serialize_u64(span.as_secs()),
            _ => serializer.serialize_unit(),
        }
    }
}

impl Serialize for RecordedShape<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut recorded = serializer.serialize_struct("Recorded", 3)?;
        recorded.serialize_field("change", self.0.change.name())?;
        recorded.serialize_field("ended", &self.0.ended)?;
        recorded.serialize_field("call", &CallShape(&self.0.call))?;
        recorded.end()
    }
}

impl Serialize for CallShape<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let call = self.0;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("callSid", &call.call_sid)?;
        map.serialize_entry("status", call.status.as_str())?;
        map.serialize_entry("isFinal", &call.is_final())?;
        map.serialize_entry("answered", &call.answered)?;
        show(&mut map, "sequenceNumber", call.sequence_number)?;
        time(&mut map, "timestamp", "timestampRaw", call.timestamp.as_ref())?;
        show(&mut map, "duration", call.duration.map(|duration| duration.as_secs()))?;
        map.end()
    }
}
