//! Signing requests to the web application, as compatible services do.

use std::str::FromStr;

use mycpaas::webhook::{SignatureScheme, SignatureValidator, SignedRequest};

/// Whose way of signing the simulator takes, when it has a key. mycpaas documents none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignatureStyle {
    /// `X-Twilio-Signature` over URL and parameters; with JSON, over the URL with the hash of the body.
    #[default]
    Twilio,
    /// The same with SHA-256, and `X-Twilio-Webhooks-Signature-Settings`.
    TwilioSha256,
    /// `X-SignalWire-Signature` over URL and parameters; with JSON, over the URL with the hash of the body.
    SignalWire,
    /// `X-SignalWire-Signature` over URL and body, as SignalWire signs outside its compatible API. Needs
    /// [`WebhookFormat::Json`], since no form is genuine so. A GET is signed as for [`SignalWire`](Self::SignalWire).
    SignalWireRaw,
}

impl FromStr for SignatureStyle {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match name {
            "twilio" => Ok(Self::Twilio),
            "twilio-sha256" => Ok(Self::TwilioSha256),
            "signalwire" => Ok(Self::SignalWire),
            "signalwire-raw" => Ok(Self::SignalWireRaw),
            other => Err(format!(
                "{other:?} is no signature: expected twilio, twilio-sha256, signalwire or signalwire-raw"
            )),
        }
    }
}

/// How the parameters of a request that is no GET are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum WebhookFormat {
    /// As a form.
    #[default]
    Form,
    /// As a JSON object of texts.
    Json,
}

impl FromStr for WebhookFormat {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match name {
            "form" => Ok(Self::Form),
            "json" => Ok(Self::Json),
            other => Err(format!("{other:?} is no format: expected form or json")),
        }
    }
}

/// Signs requests.
#[derive(Debug)]
pub(crate) struct Signer {
    key: SignatureValidator,
    style: SignatureStyle,
}

/// What a signed request has beside what it had before.
#[derive(Debug)]
pub(crate) struct Signed {
    /// Its URL, with the hash of the body where the style wants it there.
    pub(crate) url: String,
    pub(crate) headers: Vec<(&'static str, String)>,
}

impl Signer {
    pub(crate) fn new(key: &str, style: SignatureStyle) -> Result<Self, mycpaas::Error> {
        Ok(Self { key: SignatureValidator::new(key)?, style })
    }

    pub(crate) fn sign(&self, method: &str, url: &str, content_type: &str, body: &[u8]) -> Signed {
        let headers = [("Content-Type", content_type)];
        let request = SignedRequest::new(method, url).headers(&headers).body(body);
        let signature = self.key.sign(self.scheme(content_type), &request);
        let mut headers = signature.headers;
        let signalwire = matches!(self.style, SignatureStyle::SignalWire | SignatureStyle::SignalWireRaw);
        if let Some((name, _)) = headers.first_mut().filter(|_| signalwire) {
            *name = "X-SignalWire-Signature";
        }
        Signed { url: signature.url, headers }
    }

    fn scheme(&self, content_type: &str) -> SignatureScheme {
        match (self.style, content_type) {
            (SignatureStyle::SignalWireRaw, JSON) => SignatureScheme::RawBody,
            (SignatureStyle::TwilioSha256, JSON) => SignatureScheme::BodyHashSha256,
            (SignatureStyle::TwilioSha256, _) => SignatureScheme::ParametersSha256,
            (_, JSON) => SignatureScheme::BodyHash,
            _ => SignatureScheme::Parameters,
        }
    }
}

/// The content type of [`WebhookFormat::Json`].
pub(crate) const JSON: &str = "application/json";
