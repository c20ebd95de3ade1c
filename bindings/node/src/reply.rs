//! What a request ended with, as JSON.

use mycpaas_bridge::{self as bridge, Event, Failure, LogRecord, Page, Reply};
use std::time::{Duration, SystemTime};

use serde::Serialize;
use serde::ser::{SerializeMap, SerializeSeq, Serializer};

use crate::call::Call;
use crate::failure::Shown;

/// How an answer came.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Metadata<'a> {
    http_status: u16,
    headers: Headers<'a>,
    request_id: Option<&'a str>,
    attempts: u32,
    /// In milliseconds.
    elapsed: f64,
}

struct Headers<'a>(&'a bridge::Metadata);

/// One event, as JavaScript takes it apart.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Shape<'a> {
    Call(Call<'a>, Metadata<'a>),
    Page(PageShape<'a>),
    Done(Metadata<'a>),
    Body(Metadata<'a>),
    Value(&'a str),
    Nothing,
    Failed(Shown<'a>),
    Log(LogShape<'a>),
}

#[derive(Serialize)]
pub(crate) struct PageShape<'a> {
    items: Vec<Call<'a>>,
    cursor: Option<String>,
    metadata: Metadata<'a>,
}

#[derive(Serialize)]
pub(crate) struct LogShape<'a> {
    level: &'static str,
    message: &'a str,
    fields: &'a [bridge::LogField],
}

impl<'a> Shape<'a> {
    pub(crate) fn of(event: &'a Event) -> Self {
        match event {
            Event::Log(record) => Self::Log(record.into()),
            Event::Done(Err(failure)) => Self::Failed(Shown::from(&**failure)),
            Event::Done(Ok(reply)) => Self::of_reply(reply),
        }
    }

    fn of_reply(reply: &'a Reply) -> Self {
        match reply {
            Reply::Call(answer) => Self::Call(Call(answer), answer.metadata().into()),
            Reply::Page(Some(page)) => Self::Page((&**page).into()),
            Reply::Done(metadata) => Self::Done(metadata.into()),
            Reply::Body(_, metadata) => Self::Body(metadata.into()),
            Reply::Other(value) => {
                value.downcast_ref::<String>().map_or(Self::Nothing, |json| Self::Value(json))
            }
            _ => Self::Nothing,
        }
    }
}

impl<'a> From<&'a Page> for PageShape<'a> {
    fn from(page: &'a Page) -> Self {
        Self {
            items: page.items().iter().map(Call).collect(),
            cursor: page.cursor().map(|cursor| cursor.to_string()),
            metadata: page.metadata().into(),
        }
    }
}

impl<'a> From<&'a LogRecord> for LogShape<'a> {
    fn from(record: &'a LogRecord) -> Self {
        let level = match record.level {
            bridge::Level::ERROR => "error",
            bridge::Level::WARN => "warn",
            bridge::Level::INFO => "info",
            _ => "debug",
        };
        Self { level, message: &record.message, fields: &record.fields }
    }
}

impl<'a> From<&'a bridge::Metadata> for Metadata<'a> {
    fn from(metadata: &'a bridge::Metadata) -> Self {
        Self {
            http_status: metadata.http_status(),
            headers: Headers(metadata),
            request_id: metadata.request_id(),
            attempts: metadata.attempts(),
            elapsed: milliseconds(metadata.elapsed()),
        }
    }
}

impl Serialize for Headers<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut headers = serializer.serialize_seq(None)?;
        self.0.headers().try_for_each(|header| headers.serialize_element(&header))?;
        headers.end()
    }
}

/// Writes a field if it is there.
pub(crate) fn show<M: SerializeMap>(
    map: &mut M,
    name: &'static str,
    value: Option<impl Serialize>,
) -> Result<(), M::Error> {
    value.map_or(Ok(()), |value| map.serialize_entry(name, &value))
}

/// Writes a point in time as milliseconds since 1970, where it is understood, and as the API wrote it.
pub(crate) fn time<M: SerializeMap>(
    map: &mut M,
    name: &'static str,
    raw: &'static str,
    value: Option<&bridge::Timestamp>,
) -> Result<(), M::Error> {
    show(map, name, value.and_then(bridge::Timestamp::to_system_time).map(since_1970))?;
    show(map, raw, value.map(bridge::Timestamp::raw))
}

pub(crate) fn milliseconds(span: Duration) -> f64 {
    span.as_secs_f64() * 1e3
}

/// Milliseconds since 1970, as JavaScript counts.
pub(crate) fn since_1970(time: SystemTime) -> f64 {
    match time.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(after) => milliseconds(after),
        Err(before) => -milliseconds(before.duration()),
    }
}

/// Writes several events, each with the number of its request.
pub(crate) fn write(events: &[(u64, Event)]) -> Result<String, Box<Failure>> {
    let shapes: Vec<(u64, Shape<'_>)> = events.iter().map(|(id, event)| (*id, Shape::of(event))).collect();
    serde_json::to_string(&shapes).map_err(|error| {
        Failure::new(bridge::ErrorKind::Internal, format!("a defect of this library: {error}"))
    })
}
