//! One operation of the API: the request, what it does, and what it is called in logs.

use std::fmt;

use bytes::Bytes;
use http::Method;
use url::Url;

use crate::answer::Metadata;
use crate::error::{Delivery, Effect, Error, ErrorKind};
use crate::transport::{FORM, Outgoing};

/// A request together with what it does and what it is called in logs.
#[derive(Debug)]
pub(crate) struct Operation {
    pub(crate) name: &'static str,
    pub(crate) effect: Effect,
    pub(crate) masked_to: Option<String>,
    pub(crate) outgoing: Outgoing,
}

impl Operation {
    pub(crate) fn read(name: &'static str, url: Url) -> Self {
        let outgoing = Outgoing { method: Method::GET, url, content_type: None, body: Bytes::new() };
        Self { name, effect: Effect::Read, masked_to: None, outgoing }
    }

    pub(crate) fn write(name: &'static str, effect: Effect, url: Url, form: String) -> Self {
        let outgoing = Outgoing { method: Method::POST, url, content_type: Some(FORM), body: form.into() };
        Self { name, effect, masked_to: None, outgoing }
    }
}

/// Makes an error of a 2xx answer whose content is not what was expected.
pub(crate) fn undecodable(metadata: Metadata, effect: Effect, problem: impl fmt::Display) -> Error {
    let mut error = Error::new(ErrorKind::Decode, format!("the answer could not be understood: {problem}"))
        .with_delivery(Delivery::Accepted)
        .with_effect(effect);
    error.inner.attempts = metadata.attempts();
    error.inner.metadata = Some(metadata);
    error
}
