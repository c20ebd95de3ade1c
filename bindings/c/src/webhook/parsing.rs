//! # Reading events
//!
//! What cannot be read is an error of the kind `webhook`, which shows nothing of what was received: more than 1 MiB or 1000
//! parameters, neither a form nor a JSON object, a `%` without two hexadecimal digits, or not UTF-8. Answer it with 400. An error
//! of any other kind is the program's own, such as a setter that got `NULL`: answer it with 500.

use std::ffi::{c_char, c_int, c_void};
use std::mem::MaybeUninit;

use mycpaas_bridge::webhook::{self, Event, EventKind, Fields, ParseLimits};
use mycpaas_bridge::{ErrorKind, Failure, Result};

use super::event::mycpaas_event;
use super::incoming::mycpaas_webhook;
use crate::enums::event_kind;
use crate::error::mycpaas_error;
use crate::guard::guard;
use crate::out::Out;
use crate::setter::needed;
use crate::text::{bytes, raw};

/// Reads a request from where its method has the parameters: of a GET or a HEAD from the query, of any other from the body.
///
/// `event` gets the event, or `NULL` with an error. Free it with `mycpaas_event_free()`. The request may be freed before.
#[must_use]
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_webhook_read(
    webhook: Option<&mycpaas_webhook>,
    event: Option<&mut MaybeUninit<Option<Box<mycpaas_event>>>>,
) -> Option<Box<mycpaas_error>> {
    guard(|| {
        let out = Out::new("event", event)?;
        out.put(receive(needed("webhook", webhook)?.checked()?, None)?);
        Ok(())
    })
}

/// Does the same for a request of a known kind, one of `enum mycpaas_event_kind`, whatever it carries.
#[must_use]
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_webhook_read_as(
    webhook: Option<&mycpaas_webhook>,
    kind: c_int,
    event: Option<&mut MaybeUninit<Option<Box<mycpaas_event>>>>,
) -> Option<Box<mycpaas_error>> {
    guard(|| {
        let out = Out::new("event", event)?;
        out.put(receive(needed("webhook", webhook)?.checked()?, Some(event_kind(kind)?))?);
        Ok(())
    })
}

/// Reads a body of `length` bytes alone: a form or a JSON object, as `content_type` says, which may be `NULL`.
///
/// `event` gets the event, or `NULL` with an error. Free it with `mycpaas_event_free()`. `body` may be `NULL` where there is none.
#[must_use]
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_event_parse(
    content_type: *const c_char,
    body: *const c_void,
    length: usize,
    event: Option<&mut MaybeUninit<Option<Box<mycpaas_event>>>>,
) -> Option<Box<mycpaas_error>> {
    guard(|| {
        let out = Out::new("event", event)?;
        let given = (!content_type.is_null()).then(|| raw("content_type", content_type)).transpose()?;
        let content_type = given.and_then(|given| str::from_utf8(given).ok());
        let body = bytes("body", body, length)?;
        out.put(detected(webhook::parse(content_type, body, ParseLimits::new())?));
        Ok(())
    })
}

/// Reads a query alone: what follows the `?` of a URL.
///
/// `event` gets the event, or `NULL` with an error. Free it with `mycpaas_event_free()`.
#[must_use]
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_event_parse_query(
    query: *const c_char,
    event: Option<&mut MaybeUninit<Option<Box<mycpaas_event>>>>,
) -> Option<Box<mycpaas_error>> {
    guard(|| query_event(event, || raw("query", query)))
}

/// Does the same for a query of a given length in bytes, which need not end with a NUL.
///
/// `event` gets the event, or `NULL` with an error. Free it with `mycpaas_event_free()`.
#[must_use]
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_event_parse_query_n(
    query: *const c_char,
    length: usize,
    event: Option<&mut MaybeUninit<Option<Box<mycpaas_event>>>>,
) -> Option<Box<mycpaas_error>> {
    guard(|| query_event(event, || bytes("query", query.cast(), length)))
}

fn query_event<'a>(
    event: Option<&mut MaybeUninit<Option<Box<mycpaas_event>>>>,
    read: impl FnOnce() -> Result<&'a [u8]>,
) -> Result<()> {
    let out = Out::new("event", event)?;
    out.put(detected(webhook::parse_query(utf8("query", read()?)?, ParseLimits::new())?));
    Ok(())
}

fn receive(webhook: &mycpaas_webhook, kind: Option<EventKind>) -> Result<mycpaas_event> {
    let url = utf8("URL", &webhook.url)?;
    let event =
        webhook::receive(&webhook.method, url, webhook.content_type(), &webhook.body, webhook.limits, kind)?;
    Ok(mycpaas_event::new(event))
}

fn detected(fields: Fields) -> mycpaas_event {
    mycpaas_event::new(Event::detect(fields))
}

fn utf8<'a>(what: &str, bytes: &'a [u8]) -> Result<&'a str> {
    let message = || format!("the webhook cannot be read: its {what} is not UTF-8");
    str::from_utf8(bytes).map_err(|_| Failure::new(ErrorKind::Webhook, message()))
}
