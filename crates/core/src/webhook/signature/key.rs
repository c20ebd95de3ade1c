//! The secrets that requests are signed with.

use std::fmt;

use ring::hmac;

use crate::credentials::REDACTED;

/// A secret that requests are signed with: Twilio's auth token or shared key, SignalWire's signing key.
///
/// `Debug` shows its name, and never the secret.
#[derive(Clone)]
pub struct SigningKey {
    pub(super) name: Option<String>,
    secret: String,
}

impl SigningKey {
    /// Creates a key without a name: Twilio's auth token (that of the sub-account whose traffic it is), or the signing
    /// key of a project of SignalWire, which is not its API token.
    pub fn new(secret: impl Into<String>) -> Self {
        Self { name: None, secret: secret.into() }
    }

    /// Creates a key that requests name in `X-Twilio-Webhooks-Signature-Settings`: a shared key of Twilio.
    pub fn named(name: impl Into<String>, secret: impl Into<String>) -> Self {
        Self { name: Some(name.into()), secret: secret.into() }
    }

    /// With an empty key, anybody could sign.
    pub(super) fn is_usable(&self) -> bool {
        !self.secret.is_empty() && self.name.as_deref() != Some("")
    }

    pub(super) fn prepared(&self) -> PreparedKey {
        let secret = self.secret.as_bytes();
        PreparedKey {
            name: self.name.clone(),
            sha1: hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret),
            sha256: hmac::Key::new(hmac::HMAC_SHA256, secret),
        }
    }
}

/// A key, with what does not change from request to request computed before.
#[derive(Clone)]
pub(super) struct PreparedKey {
    pub(super) name: Option<String>,
    sha1: hmac::Key,
    sha256: hmac::Key,
}

/// How a key is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Algorithm {
    Sha1,
    Sha256,
}

impl PreparedKey {
    pub(super) fn sign(&self, algorithm: Algorithm, message: &[u8]) -> hmac::Tag {
        let key = match algorithm {
            Algorithm::Sha1 => &self.sha1,
            Algorithm::Sha256 => &self.sha256,
        };
        hmac::sign(key, message)
    }
}

impl From<&str> for SigningKey {
    fn from(secret: &str) -> Self {
        Self::new(secret)
    }
}

impl From<String> for SigningKey {
    fn from(secret: String) -> Self {
        Self::new(secret)
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let secret = format_args!("{REDACTED}");
        formatter.debug_struct("SigningKey").field("name", &self.name).field("secret", &secret).finish()
    }
}
