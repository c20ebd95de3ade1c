//! The ways to sign.

use std::fmt;

use super::key::Algorithm;

/// How a request is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SignatureScheme {
    /// Base64 of HMAC-SHA1 over the URL, then every parameter of a form with its value, sorted by name. What SignalWire's
    /// compatible API and Twilio send.
    Parameters,
    /// As [`Parameters`](Self::Parameters), over the URL alone, where `bodySHA256` in the URL is the SHA-256 of the body.
    /// What they send with JSON.
    BodyHash,
    /// Hexadecimal HMAC-SHA1 over the URL and the body. What SignalWire sends with JSON elsewhere. It counts neither for a
    /// form nor for a GET: whoever recorded one that was signed as [`Parameters`](Self::Parameters) could make another of it.
    RawBody,
    /// As [`Parameters`](Self::Parameters), with SHA-256, as `X-Twilio-Webhooks-Signature-Settings` says.
    ParametersSha256,
    /// As [`BodyHash`](Self::BodyHash), with SHA-256, as `X-Twilio-Webhooks-Signature-Settings` says.
    BodyHashSha256,
}

impl SignatureScheme {
    /// Every scheme.
    pub const ALL: &[Self] =
        &[Self::Parameters, Self::BodyHash, Self::RawBody, Self::ParametersSha256, Self::BodyHashSha256];

    /// Returns the stable name, in `snake_case`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Parameters => "parameters",
            Self::BodyHash => "body_hash",
            Self::RawBody => "raw_body",
            Self::ParametersSha256 => "parameters_sha256",
            Self::BodyHashSha256 => "body_hash_sha256",
        }
    }

    /// Returns the scheme with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|scheme| scheme.name() == name)
    }

    pub(super) fn algorithm(self) -> Algorithm {
        match self {
            Self::Parameters | Self::BodyHash | Self::RawBody => Algorithm::Sha1,
            Self::ParametersSha256 | Self::BodyHashSha256 => Algorithm::Sha256,
        }
    }
}

impl fmt::Display for SignatureScheme {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}
