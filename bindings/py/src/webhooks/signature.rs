//! Signatures of SignalWire and Twilio.

use std::borrow::Cow;

use mycpaas_bridge::webhook::{self as bridge, SignedRequest};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString, PyTuple};

use super::headers::Given;
use super::read::{bytes, parse_limits};
use super::verdict::{Signature, Verdict};
use crate::arguments::{plain_text, text, words};
use crate::errors::{invalid_argument, raise};

/// A secret that requests are signed with, under the name that they call it by.
#[pyclass(frozen, module = "mycpaas.webhooks")]
pub(crate) struct SigningKey(bridge::SigningKey);

#[pymethods]
impl SigningKey {
    #[new]
    #[pyo3(signature = (secret, *, name=None))]
    fn new(secret: &Bound<'_, PyAny>, name: Option<&Bound<'_, PyAny>>) -> PyResult<Self> {
        let secret = unseen(secret, "secret")?;
        Ok(Self(match name {
            Some(name) => bridge::SigningKey::named(text("name", name)?, secret),
            None => bridge::SigningKey::new(secret),
        }))
    }

    fn __repr__(&self) -> String {
        format!("<{:?}>", self.0)
    }
}

/// Checks signatures as SignalWire and Twilio make them.
#[pyclass(frozen, module = "mycpaas.webhooks")]
pub(crate) struct SignatureValidator(bridge::SignatureValidator);

#[pymethods]
impl SignatureValidator {
    #[new]
    #[pyo3(signature = (*keys, public_url=None, schemes=None, max_size=None, max_fields=None, hints=true))]
    fn new(
        keys: &Bound<'_, PyTuple>,
        public_url: Option<&Bound<'_, PyAny>>,
        schemes: Option<&Bound<'_, PyAny>>,
        max_size: Option<Bound<'_, PyAny>>,
        max_fields: Option<Bound<'_, PyAny>>,
        hints: bool,
    ) -> PyResult<Self> {
        let public_url = public_url.map(|url| text("public_url", url)).transpose()?;
        let limits = parse_limits((max_size, max_fields))?;
        let schemes = schemes.map(signature_schemes).transpose()?;
        let read = keys.iter().map(|key| signing_key(&key)).collect::<PyResult<Vec<_>>>()?;
        let validator = bridge::validator(read, public_url, schemes, limits, hints);
        validator.map(Self).map_err(|failure| raise(keys.py(), failure))
    }

    /// Says whether a request is genuine.
    #[pyo3(signature = (method, url, headers, body=None))]
    fn validate(
        &self,
        method: &Bound<'_, PyAny>,
        url: &Bound<'_, PyAny>,
        headers: &Bound<'_, PyAny>,
        body: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Verdict> {
        let headers = Given::read(headers)?;
        let (method, url, body) = (lenient("method", method)?, lenient("url", url)?, borrowed(body)?);
        let request = SignedRequest::new(&method, &url).headers(&headers).body(&body);
        Ok(Verdict(self.0.validate(&request)))
    }

    /// Signs a request, for tests.
    #[pyo3(signature = (method, url, headers=None, body=None, *, scheme="parameters"))]
    fn sign(
        &self,
        method: &Bound<'_, PyAny>,
        url: &Bound<'_, PyAny>,
        headers: Option<&Bound<'_, PyAny>>,
        body: Option<&Bound<'_, PyAny>>,
        scheme: &str,
    ) -> PyResult<Signature> {
        let scheme = bridge::scheme(scheme).map_err(|failure| raise(url.py(), failure))?;
        let headers = headers.map(Given::read).transpose()?.unwrap_or_default();
        let (method, url, body) = (text("method", method)?, text("url", url)?, borrowed(body)?);
        let request = SignedRequest::new(&method, &url).headers(&headers).body(&body);
        Ok(Signature(self.0.sign(scheme, &request)))
    }
}

fn signing_key(given: &Bound<'_, PyAny>) -> PyResult<bridge::SigningKey> {
    match given.cast::<SigningKey>() {
        Ok(key) => Ok(key.get().0.clone()),
        Err(_) => unseen(given, "keys").map(bridge::SigningKey::new),
    }
}

fn signature_schemes(given: &Bound<'_, PyAny>) -> PyResult<Vec<bridge::SignatureScheme>> {
    let names = words(given)?.ok_or_else(|| {
        invalid_argument(given.py(), "schemes", "something else is given; names of schemes are allowed")
    })?;
    bridge::schemes(names).map_err(|failure| raise(given.py(), failure))
}

/// Reads a secret, which no error shows.
fn unseen(given: &Bound<'_, PyAny>, parameter: &str) -> PyResult<String> {
    let problem = "something else is given; text, or a SigningKey where keys are asked for, is allowed";
    plain_text(given).ok_or_else(|| invalid_argument(given.py(), parameter, problem))
}

/// Reads what a request says, which may hold what UTF-8 lacks: then it is not what was signed.
fn lenient<'a>(parameter: &str, given: &'a Bound<'_, PyAny>) -> PyResult<Cow<'a, str>> {
    match given.cast::<PyString>() {
        Ok(text) => Ok(text.to_string_lossy()),
        Err(_) => text(parameter, given).map(Cow::Owned),
    }
}

fn borrowed<'a>(given: Option<&'a Bound<'_, PyAny>>) -> PyResult<Cow<'a, [u8]>> {
    let Some(given) = given else { return Ok(Cow::Borrowed(&[])) };
    match given.cast::<PyBytes>() {
        Ok(bytes) => Ok(Cow::Borrowed(bytes.as_bytes())),
        Err(_) => bytes(given).map(Cow::Owned),
    }
}
