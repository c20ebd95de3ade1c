//! Whether a request is genuine: the scheme of SignalWire and Twilio.
//!
//! **mycpaas documents no signature.** Whether its requests have one, and by which key, only an account can tell.

mod address;
mod claim;
mod content;
mod headers;
mod hints;
mod key;
mod request;
mod scheme;
mod sign;
mod validator;
mod verdict;

pub use headers::Headers;
pub use key::SigningKey;
pub use request::SignedRequest;
pub use scheme::SignatureScheme;
pub use sign::Signature;
pub use validator::SignatureValidator;
pub use verdict::{Refusal, RefusalReason, Verdict};

/// Twilio's name of the header with the signature; some parts of SignalWire send it, too.
const TWILIO_HEADER: &str = "X-Twilio-Signature";

/// SignalWire's name of the header with the signature.
const SIGNALWIRE_HEADER: &str = "X-SignalWire-Signature";

/// Says by which key and algorithm Twilio signed, where that is not the auth token and SHA-1.
const SETTINGS_HEADER: &str = "X-Twilio-Webhooks-Signature-Settings";

/// The parameter of the URL that holds the hash of a body that is no form.
const BODY_HASH: &str = "bodySHA256";
