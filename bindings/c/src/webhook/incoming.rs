//! # Webhook
//!
//! An HTTP request of the service, as a server received it: what is read, and what its signature is checked against. Filled
//! in step by step, by one thread at a time.
//!
//! Give everything exactly as it came: nothing decoded, nothing sorted. It may hold anything, for anybody can send a request.

use std::ffi::{c_char, c_void};

use mycpaas_bridge::Result;
use mycpaas_bridge::webhook::{Headers, ParseLimits, SignedRequest};

use crate::error::mycpaas_error;
use crate::setter::{Keeps, Problems, set};
use crate::text::{bytes, raw};

/// A request that the service made, or somebody else.
#[derive(Debug, Default)]
pub struct mycpaas_webhook {
    pub(super) method: String,
    pub(super) url: Vec<u8>,
    shown_url: String,
    headers: Vec<(String, Vec<u8>)>,
    pub(super) body: Vec<u8>,
    pub(super) limits: ParseLimits,
    problems: Problems,
}

impl mycpaas_webhook {
    /// Fails with what was wrong when it was filled in.
    pub(super) fn checked(&self) -> Result<&Self> {
        self.problems.check()?;
        Ok(self)
    }

    pub(super) fn signed(&self) -> SignedRequest<'_> {
        SignedRequest::new(&self.method, &self.shown_url).headers(&self.headers).body(&self.body)
    }

    pub(super) fn content_type(&self) -> Option<&str> {
        str::from_utf8(self.headers.header("Content-Type")?).ok()
    }
}

impl Keeps for mycpaas_webhook {
    fn problems(&mut self) -> &mut Problems {
        &mut self.problems
    }
}

/// Makes a request, such as `POST` of `/status?x=1`, or of the absolute URL.
///
/// The URL has the bytes of the request line. Without the host it can be checked only where the validator knows the public URL;
/// one that is not UTF-8 is refused. Free it with `mycpaas_webhook_free()`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_webhook_new(method: *const c_char, url: *const c_char) -> Box<mycpaas_webhook> {
    make(|| Ok((raw("method", method)?, raw("url", url)?)))
}

/// Does the same for texts of given lengths in bytes, which need not end with a NUL.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_webhook_new_n(
    method: *const c_char,
    method_length: usize,
    url: *const c_char,
    url_length: usize,
) -> Box<mycpaas_webhook> {
    make(|| Ok((bytes("method", method.cast(), method_length)?, bytes("url", url.cast(), url_length)?)))
}

/// Adds a header. Of several with the same name, the first counts; capitals do not.
///
/// Those that matter are `Content-Type`, `X-Twilio-Signature`, `X-SignalWire-Signature`,
/// `X-Twilio-Webhooks-Signature-Settings`, and for hints `Host` and those of proxies. All others may be added, too.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_webhook_add_header(
    webhook: Option<&mut mycpaas_webhook>,
    name: *const c_char,
    value: *const c_char,
) -> Option<&mycpaas_error> {
    add_header(webhook, || Ok((raw("name", name)?, raw("value", value)?)))
}

/// Does the same for texts of given lengths in bytes, which need not end with a NUL.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_webhook_add_header_n(
    webhook: Option<&mut mycpaas_webhook>,
    name: *const c_char,
    name_length: usize,
    value: *const c_char,
    value_length: usize,
) -> Option<&mycpaas_error> {
    let read = || Ok((bytes("name", name.cast(), name_length)?, bytes("value", value.cast(), value_length)?));
    add_header(webhook, read)
}

/// Sets the body, of `length` bytes, which are copied. `body` may be `NULL` where there are none.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_webhook_set_body(
    webhook: Option<&mut mycpaas_webhook>,
    body: *const c_void,
    length: usize,
) -> Option<&mycpaas_error> {
    set("webhook", webhook, |own| {
        own.body = bytes("body", body, length)?.to_vec();
        Ok(())
    })
}

/// Sets how many bytes its body or its query may have. By default 1048576. What has more is refused.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_webhook_set_max_size(
    webhook: Option<&mut mycpaas_webhook>,
    bytes: usize,
) -> Option<&mycpaas_error> {
    set("webhook", webhook, |own| {
        own.limits = own.limits.size(bytes);
        Ok(())
    })
}

/// Sets how many parameters it may have. By default 1000. What has more is refused.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_webhook_set_max_fields(
    webhook: Option<&mut mycpaas_webhook>,
    fields: usize,
) -> Option<&mycpaas_error> {
    set("webhook", webhook, |own| {
        own.limits = own.limits.fields(fields);
        Ok(())
    })
}

fn make<'a>(read: impl FnOnce() -> Result<(&'a [u8], &'a [u8])>) -> Box<mycpaas_webhook> {
    let mut webhook = Box::<mycpaas_webhook>::default();
    set("webhook", Some(&mut *webhook), |own| {
        let (method, url) = read()?;
        own.method = String::from_utf8_lossy(method).into_owned();
        own.url = url.to_vec();
        own.shown_url = String::from_utf8_lossy(url).into_owned();
        Ok(())
    });
    webhook
}

fn add_header<'a, 'b>(
    webhook: Option<&'a mut mycpaas_webhook>,
    read: impl FnOnce() -> Result<(&'b [u8], &'b [u8])>,
) -> Option<&'a mycpaas_error> {
    set("webhook", webhook, |own| {
        let (name, value) = read()?;
        own.headers.push((String::from_utf8_lossy(name).into_owned(), value.to_vec()));
        Ok(())
    })
}

/// Frees a request. `NULL` is fine.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_webhook_free(webhook: Option<Box<mycpaas_webhook>>) {
    drop(webhook);
}
