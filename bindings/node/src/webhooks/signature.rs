//! Checking and making signatures.

use mycpaas_bridge::webhook::{self as bridge, Refusal, SignatureScheme, SignedRequest, SigningKey, Verdict};
use napi::bindgen_prelude::{Buffer, Either};
use napi_derive::napi;
use serde::{Deserialize, Serialize};

use super::{Limits, bytes, json};
use crate::failure::throw;
use crate::options::read;

/// How a validator is set up.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Settings {
    keys: Vec<Key>,
    public_url: Option<String>,
    schemes: Option<Vec<String>>,
    #[serde(default)]
    limits: Limits,
    hints: bool,
}

#[derive(Deserialize)]
struct Key {
    name: Option<String>,
    secret: String,
}

/// What became of a check. What does not apply is left out.
#[derive(Serialize)]
struct VerdictShape<'a> {
    valid: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    scheme: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<&'a str>,
}

#[derive(Serialize)]
struct SignatureShape<'a> {
    url: &'a str,
    value: &'a str,
    headers: &'a [(&'static str, String)],
}

/// Checks requests.
#[napi]
pub(crate) struct SignatureValidator {
    validator: bridge::SignatureValidator,
}

type Headers = Vec<(String, String)>;

#[napi]
impl SignatureValidator {
    /// Makes a validator by its settings, which are JSON.
    #[napi(constructor)]
    pub fn new(settings: String) -> napi::Result<Self> {
        let settings: Settings = read(&settings).map_err(throw)?;
        let limits = settings.limits.parse_limits();
        let keys = settings.keys.into_iter().map(Key::signing_key);
        let schemes = settings.schemes.map(bridge::schemes).transpose().map_err(throw)?;
        let validator = bridge::validator(keys, settings.public_url, schemes, limits, settings.hints);
        Ok(Self { validator: validator.map_err(throw)? })
    }

    /// Checks a request, whose headers are JSON, and returns what became of it as JSON.
    #[napi]
    pub fn validate(
        &self,
        method: String,
        url: String,
        headers: String,
        body: Either<String, Buffer>,
    ) -> napi::Result<String> {
        let headers: Headers = read(&headers).map_err(throw)?;
        let request = SignedRequest::new(&method, &url).headers(&headers).body(bytes(&body));
        json(&VerdictShape::from(&self.validator.validate(&request))).map_err(throw)
    }

    /// Signs a request, and returns what makes it genuine as JSON.
    #[napi]
    pub fn sign(
        &self,
        scheme: String,
        method: String,
        url: String,
        headers: String,
        body: Either<String, Buffer>,
    ) -> napi::Result<String> {
        let scheme = bridge::scheme(&scheme).map_err(throw)?;
        let headers: Headers = read(&headers).map_err(throw)?;
        let request = SignedRequest::new(&method, &url).headers(&headers).body(bytes(&body));
        let signature = self.validator.sign(scheme, &request);
        let (url, value) = (&signature.url, &signature.value);
        json(&SignatureShape { url, value, headers: &signature.headers }).map_err(throw)
    }
}

impl Key {
    fn signing_key(self) -> SigningKey {
        match self.name {
            Some(name) => SigningKey::named(name, self.secret),
            None => SigningKey::new(self.secret),
        }
    }
}

impl<'a> From<&'a Verdict> for VerdictShape<'a> {
    fn from(verdict: &'a Verdict) -> Self {
        let refusal = verdict.refusal();
        Self {
            valid: verdict.is_valid(),
            scheme: verdict.scheme().map(SignatureScheme::name),
            reason: refusal.map(|refusal| refusal.reason().name()),
            message: refusal.map(ToString::to_string),
            hint: refusal.and_then(Refusal::hint),
        }
    }
}
