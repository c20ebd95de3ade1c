//! # Event
//!
//! A request of the service, read. An event does not change, so any thread may read it. Texts belong to it.
//!
//! Of all this mycpaas documents only the status callback, with `CallSid` and `CallStatus`; the rest is what SignalWire
//! and Twilio send. So everything may be absent. Every getter may be asked of every event, whatever its kind.
//!
//! Anybody can send a NUL, as `%00`. A value that holds one is none for the functions that return texts, lest `1%002` passes for
//! `1`; `mycpaas_event_field_value()` with `mycpaas_event_field_value_length()` has it.

use std::ffi::{CString, c_char, c_int};
use std::ptr;
use std::sync::OnceLock;

use mycpaas_bridge::Timestamp;
use mycpaas_bridge::webhook::{self, Event, EventKind, Value};

use super::generated::TEXTS;
use crate::enums::mycpaas_event_kind;
use crate::error::milliseconds;
use crate::guard::guard_or;
use crate::named::Named;
use crate::text::text;
use crate::texts::Texts;

/// A request of the service: for a document, or to say what happened.
#[derive(Debug)]
pub struct mycpaas_event {
    event: Event,
    kind: Texts,
    fields: OnceLock<Named>,
    /// The texts of values, each made when it is asked for.
    texts: [OnceLock<Option<CString>>; TEXTS],
}

impl mycpaas_event {
    pub(super) fn new(event: Event) -> Self {
        Self {
            kind: [Some(event.kind().name())].into_iter().collect(),
            event,
            fields: OnceLock::new(),
            texts: [const { OnceLock::new() }; TEXTS],
        }
    }

    pub(super) fn event(&self) -> &Event {
        &self.event
    }

    /// Says whether the first value with a name holds a NUL.
    fn holds_nul(&self, name: &str) -> bool {
        self.event.fields().get(name).is_some_and(|value| value.contains('\0'))
    }

    fn fields(&self) -> &Named {
        self.fields.get_or_init(|| {
            let fields = self.event.fields().iter();
            fields.map(|(name, value)| (name, Some(value))).collect()
        })
    }
}

/// A parameter: the kind of event that it is listed with, and its name there.
pub(super) type Known = (EventKind, &'static str);

/// Reads a value.
pub(super) fn read((kind, name): Known, event: Option<&mycpaas_event>) -> Option<Value<'_>> {
    guard_or(None, || webhook::read(&event?.event, kind, name))
}

/// Returns a value as a text that ends with a NUL. Each has a place of its own.
pub(super) fn text_of(event: Option<&mycpaas_event>, place: usize, known: Known) -> *const c_char {
    let read = |event| owned(read(known, event)?);
    let text = |own: &mycpaas_event| {
        let text = own.texts.get(place)?.get_or_init(|| read(event));
        text.as_ref().map(|text| text.as_ptr())
    };
    guard_or(ptr::null(), || event.and_then(text).unwrap_or(ptr::null()))
}

/// Returns the text of a value, or nothing for one that holds a NUL: what comes after it would be lost.
fn owned(value: Value<'_>) -> Option<CString> {
    let text = match value {
        Value::Text(text) => text.to_owned(),
        Value::Timestamp(time) => time.raw().to_owned(),
        Value::Decimal(number) => number.to_string(),
        _ => return None,
    };
    CString::new(text).ok()
}

pub(super) fn word(event: Option<&mycpaas_event>, known: Known) -> Option<&str> {
    match read(known, event)? {
        Value::Text(word) => Some(word),
        _ => None,
    }
}

/// Returns a number, or -1.
pub(super) fn number(event: Option<&mycpaas_event>, known: Known) -> i64 {
    match read(known, event) {
        Some(Value::Integer(number)) => i64::try_from(number).unwrap_or(i64::MAX),
        _ => -1,
    }
}

/// Returns a span of time in milliseconds, or -1.
pub(super) fn span_ms(event: Option<&mycpaas_event>, known: Known) -> i64 {
    match read(known, event) {
        Some(Value::Span(span)) => milliseconds(Some(span)),
        _ => -1,
    }
}

/// Returns a span of time in seconds, or -1.
pub(super) fn span(event: Option<&mycpaas_event>, known: Known) -> i64 {
    match read(known, event) {
        Some(Value::Span(span)) => i64::try_from(span.as_secs()).unwrap_or(i64::MAX),
        _ => -1,
    }
}

/// Returns 1 for true, 0 for false, and -1 for neither.
pub(super) fn flag(event: Option<&mycpaas_event>, known: Known) -> c_int {
    match read(known, event) {
        Some(Value::Boolean(flag)) => c_int::from(flag),
        _ => -1,
    }
}

/// Returns a decimal number, or what is not one.
pub(super) fn decimal(event: Option<&mycpaas_event>, known: Known) -> f64 {
    match read(known, event) {
        Some(Value::Decimal(number)) => number.to_string().parse().unwrap_or(f64::NAN),
        _ => f64::NAN,
    }
}

/// Returns a point in time in seconds since 1970, or the least number.
pub(super) fn unix(event: Option<&mycpaas_event>, known: Known) -> i64 {
    match read(known, event) {
        Some(Value::Timestamp(time)) => Timestamp::unix_seconds(&time).unwrap_or(i64::MIN),
        _ => i64::MIN,
    }
}

/// Returns what the request is about, for a `switch`, or `MYCPAAS_EVENT_KIND_NONE` for `NULL`.
///
/// The service does not say it: it is found out by parameters that only one kind has. Whoever gets one kind only, by the
/// route, need not look at it.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_event_kind(event: Option<&mycpaas_event>) -> mycpaas_event_kind {
    event.map(|event| event.event.kind()).into()
}

/// Returns the name of the kind, such as `gather`. The names never change. `NULL` for `NULL`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_event_kind_name(event: Option<&mycpaas_event>) -> *const c_char {
    event.map_or(ptr::null(), |event| event.kind.get(0))
}

/// Returns the first value of a parameter by its name on the wire, such as `CallSid`, exactly as it was received, or `NULL`
/// if there is none, or it holds a NUL. Capitals count.
///
/// It is for what has no function here, or came in an unexpected form.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_event_field(event: Option<&mycpaas_event>, name: *const c_char) -> *const c_char {
    guard_or(ptr::null(), || match (event, text("name", name)) {
        (Some(own), Ok(name)) if !own.holds_nul(name) => own.fields().find(|known| known == name),
        _ => ptr::null(),
    })
}

/// Returns how many parameters were received. One that came twice counts twice. 0 for `NULL`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_event_field_count(event: Option<&mycpaas_event>) -> usize {
    event.map_or(0, |event| event.event.fields().len())
}

/// Returns the name of a parameter, in the order in which they were received, or `NULL` where there is no more.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_event_field_name(event: Option<&mycpaas_event>, index: usize) -> *const c_char {
    guard_or(ptr::null(), || event.map_or(ptr::null(), |own| own.fields().name(index)))
}

/// Returns the length of that name in bytes, with every NUL that it holds. 0 where there is no more.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_event_field_name_length(event: Option<&mycpaas_event>, index: usize) -> usize {
    guard_or(0, || event.map_or(0, |own| own.fields().name_length(index)))
}

/// Returns the value of a parameter, in the same order, or `NULL` where there is no more.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_event_field_value(event: Option<&mycpaas_event>, index: usize) -> *const c_char {
    guard_or(ptr::null(), || event.map_or(ptr::null(), |own| own.fields().value(index)))
}

/// Returns the length of that value in bytes, with every NUL that it holds. 0 where there is no more.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_event_field_value_length(event: Option<&mycpaas_event>, index: usize) -> usize {
    guard_or(0, || event.map_or(0, |own| own.fields().value_length(index)))
}

/// Frees an event. `NULL` is fine.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_event_free(event: Option<Box<mycpaas_event>>) {
    drop(event);
}
