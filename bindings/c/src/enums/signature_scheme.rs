//! How a request is signed.

use mycpaas_bridge::webhook::SignatureScheme;
use mycpaas_bridge::{Failure, Result};

/// How a request is signed.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub enum mycpaas_signature_scheme {
    /// There is none: the request is refused.
    None = 0,
    /// Base64 of HMAC-SHA1 over the URL, then every parameter of a form with its value, sorted by name. What SignalWire's compatible
    /// API and Twilio send.
    Parameters = 1,
    /// The same over the URL alone, where `bodySHA256` in the URL is the SHA-256 of the body. What they send with JSON.
    BodyHash = 2,
    /// Hexadecimal HMAC-SHA1 over the URL and the body. What SignalWire sends with JSON elsewhere. It counts neither for a form
    /// nor for a GET.
    RawBody = 3,
    /// As the first, with SHA-256, as `X-Twilio-Webhooks-Signature-Settings` says.
    ParametersSha256 = 4,
    /// As the second, with SHA-256, as `X-Twilio-Webhooks-Signature-Settings` says.
    BodyHashSha256 = 5,
}

const SCHEMES: [(SignatureScheme, mycpaas_signature_scheme); 5] = [
    (SignatureScheme::Parameters, mycpaas_signature_scheme::Parameters),
    (SignatureScheme::BodyHash, mycpaas_signature_scheme::BodyHash),
    (SignatureScheme::RawBody, mycpaas_signature_scheme::RawBody),
    (SignatureScheme::ParametersSha256, mycpaas_signature_scheme::ParametersSha256),
    (SignatureScheme::BodyHashSha256, mycpaas_signature_scheme::BodyHashSha256),
];

impl From<Option<SignatureScheme>> for mycpaas_signature_scheme {
    fn from(scheme: Option<SignatureScheme>) -> Self {
        let known = SCHEMES.iter().find(|(known, _)| Some(*known) == scheme);
        known.map_or(Self::None, |(_, own)| *own)
    }
}

/// Reads what C passes, which may be any number.
pub(crate) fn signature_scheme(number: i32) -> Result<SignatureScheme> {
    let known = SCHEMES.iter().find(|(_, own)| *own as i32 == number).map(|(scheme, _)| *scheme);
    known.ok_or_else(|| {
        let problem =
            format_args!("{number} is given; a number of enum mycpaas_signature_scheme, 1 to 5, is allowed");
        Failure::invalid_argument("scheme", problem)
    })
}
