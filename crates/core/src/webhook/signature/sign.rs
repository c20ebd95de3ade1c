//! Signing requests, for tests.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::address::Address;
use super::content::{self, Content, body_hash, hex};
use super::key::{Algorithm, PreparedKey};
use super::request::SignedRequest;
use super::scheme::SignatureScheme;
use super::validator::SignatureValidator;
use super::{BODY_HASH, SETTINGS_HEADER, SIGNALWIRE_HEADER, TWILIO_HEADER};

/// What makes a request genuine. Made by [`SignatureValidator::sign`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Signature {
    /// The URL to request. With the hash of the body, where the scheme wants it there.
    pub url: String,
    /// The signature itself, for a header of either name.
    pub value: String,
    /// The headers to send: `X-SignalWire-Signature` for [`SignatureScheme::RawBody`], `X-Twilio-Signature` for all others,
    /// and `X-Twilio-Webhooks-Signature-Settings` for those with SHA-256.
    pub headers: Vec<(&'static str, String)>,
}

impl SignatureValidator {
    /// Signs a request with the first key, so that a test can send what is genuine. Headers with signatures that the
    /// request has are not looked at, and `Content-Type` is, as when it is checked.
    ///
    /// With SHA-256 it is the first key that has a name, if there is one. A request whose URL is relative, where the public
    /// URL is not set, cannot be genuine and gets an empty signature. Nor is a form or a GET genuine by
    /// [`SignatureScheme::RawBody`].
    pub fn sign(&self, scheme: SignatureScheme, request: &SignedRequest<'_>) -> Signature {
        let url = match scheme {
            SignatureScheme::BodyHash | SignatureScheme::BodyHashSha256 => with_body_hash(request),
            _ => request.url.to_owned(),
        };
        let signed = SignedRequest { url: &url, ..*request };
        let key = self.signing_key(scheme);
        let value = key.map(|key| self.value(scheme, &signed, key)).unwrap_or_default();
        let header = if scheme == SignatureScheme::RawBody { SIGNALWIRE_HEADER } else { TWILIO_HEADER };
        let mut headers = vec![(header, value.clone())];
        if scheme.algorithm() == Algorithm::Sha256 {
            headers.push((SETTINGS_HEADER, settings(key.and_then(|key| key.name.as_deref()))));
        }
        Signature { url, value, headers }
    }

    fn signing_key(&self, scheme: SignatureScheme) -> Option<&PreparedKey> {
        let keys = &self.settings.keys;
        let named = keys.iter().find(|key| key.name.is_some());
        named.filter(|_| scheme.algorithm() == Algorithm::Sha256).or(keys.first())
    }

    fn value(&self, scheme: SignatureScheme, request: &SignedRequest<'_>, key: &PreparedKey) -> String {
        let Ok(address) = Address::of(request, self.settings.public_url.as_deref()) else {
            return String::new();
        };
        let content = Content::of(request, self.settings.limits).unwrap_or_else(|_| Content::without_body());
        let algorithm = scheme.algorithm();
        match scheme {
            SignatureScheme::RawBody => hex(content.raw(key, &address).as_ref()),
            SignatureScheme::BodyHash | SignatureScheme::BodyHashSha256 => {
                STANDARD.encode(content::sign(key, algorithm, &address, &[]))
            }
            SignatureScheme::Parameters | SignatureScheme::ParametersSha256 => {
                STANDARD.encode(content.parameters(key, algorithm, &address))
            }
        }
    }
}

fn with_body_hash(request: &SignedRequest<'_>) -> String {
    let separator = if request.url.contains('?') { '&' } else { '?' };
    format!("{}{separator}{BODY_HASH}={}", request.url, body_hash(request.body))
}

fn settings(key: Option<&str>) -> String {
    let key = key.map(|name| format!("key={name},")).unwrap_or_default();
    format!("{key}algorithm=HMAC_SHA256")
}
