//! Any request: a verdict, which says nothing of the key. What is signed is genuine, and what is changed is not.
#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use mycpaas::webhook::{self, SignatureScheme, SignatureValidator, SignedRequest};

#[derive(Arbitrary, Debug)]
struct Input<'a> {
    key: &'a str,
    public_url: Option<&'a str>,
    method: Method,
    url: &'a str,
    content_type: ContentType,
    headers: Vec<(Header, &'a [u8])>,
    body: &'a [u8],
    other_body: &'a [u8],
    scheme: u8,
}

#[derive(Arbitrary, Debug)]
enum Method {
    Get,
    Post,
}

#[derive(Arbitrary, Debug)]
enum ContentType {
    Form,
    Json,
    None,
}

#[derive(Arbitrary, Debug)]
enum Header {
    Twilio,
    SignalWire,
    Settings,
    Host,
    ForwardedHost,
    ForwardedPort,
    ContentLength,
}

fuzz_target!(|input: Input<'_>| {
    let Ok(mut validator) = SignatureValidator::new(input.key) else {
        assert!(input.key.is_empty());
        return;
    };
    if let Some(url) = input.public_url {
        match validator.clone().public_url(url) {
            Ok(with_url) => validator = with_url,
            Err(error) => assert_eq!(error.parameter(), Some("public_url")),
        }
    }
    any_headers(&validator, &input);
    signed(&validator, &input);
});

fn any_headers(validator: &SignatureValidator, input: &Input<'_>) {
    let mut headers: Vec<(&str, &[u8])> =
        input.headers.iter().map(|(name, value)| (name.name(), *value)).collect();
    headers.extend(input.content_type.header());
    let request = SignedRequest::new(input.method.name(), input.url).headers(&headers).body(input.body);
    let verdict = validator.validate(&request);
    let secret = input.key.chars().count() >= 12 && !input.url.contains(input.key);
    if let Some(refusal) = verdict.refusal().filter(|_| secret) {
        let hosts = headers.iter().any(|(_, value)| String::from_utf8_lossy(value).contains(input.key));
        assert!(hosts || !format!("{refusal} {refusal:?} {validator:?}").contains(input.key));
    }
}

fn signed(validator: &SignatureValidator, input: &Input<'_>) {
    let scheme = SignatureScheme::ALL[usize::from(input.scheme) % SignatureScheme::ALL.len()];
    let own: Vec<(&str, &[u8])> = input.content_type.header().into_iter().collect();
    let request = SignedRequest::new(input.method.name(), input.url).headers(&own).body(input.body);
    let signature = validator.sign(scheme, &request);
    let mut headers = own.clone();
    headers.extend(signature.headers.iter().map(|(name, value)| (*name, value.as_bytes())));
    let request = SignedRequest::new(input.method.name(), &signature.url).headers(&headers);
    if validator.validate(&request.body(input.body)).is_valid() {
        let raw_form = scheme == SignatureScheme::RawBody && !input.content_type.texts(input.body).is_empty();
        assert!(!raw_form, "a form is genuine by its raw body");
        let other = validator.validate(&request.body(input.other_body));
        let same = input.body == input.other_body || matches!(input.method, Method::Get);
        assert!(same || is_covered(scheme, input) || !other.is_valid(), "another body is genuine, too");
    }
}

/// Whether the other body is a form of which the same is signed: a form can be written in several ways, and names and values
/// can be cut otherwise.
fn is_covered(scheme: SignatureScheme, input: &Input<'_>) -> bool {
    let texts = |body| input.content_type.texts(body);
    let signed = match scheme {
        SignatureScheme::RawBody => None,
        SignatureScheme::BodyHash | SignatureScheme::BodyHashSha256 => Some(String::new()),
        _ => texts(input.body).into_iter().next(),
    };
    signed.is_some_and(|signed| texts(input.other_body).contains(&signed))
}

impl Method {
    fn name(&self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }
}

impl ContentType {
    fn header(&self) -> Option<(&'static str, &'static [u8])> {
        match self {
            Self::Form => Some(("Content-Type", b"application/x-www-form-urlencoded")),
            Self::Json => Some(("Content-Type", b"application/json")),
            Self::None => None,
        }
    }

    /// Returns what may be signed of a body beside the URL, if it is a form: as it came, and with equal values once.
    fn texts(&self, body: &[u8]) -> Vec<String> {
        let content_type = self.header().map(|(_, value)| str::from_utf8(value).expect("a content type"));
        if matches!(self, Self::Json) {
            return Vec::new();
        }
        let Ok(fields) = webhook::parse(content_type, body) else { return Vec::new() };
        let mut pairs: Vec<(&str, &str)> = fields.iter().collect();
        pairs.sort_by_key(|(name, _)| *name);
        let text = |pairs: &[(&str, &str)]| pairs.iter().flat_map(|(name, value)| [*name, *value]).collect();
        let received = text(&pairs);
        pairs.sort_unstable();
        pairs.dedup();
        vec![received, text(&pairs)]
    }
}

impl Header {
    fn name(&self) -> &'static str {
        match self {
            Self::Twilio => "X-Twilio-Signature",
            Self::SignalWire => "X-SignalWire-Signature",
            Self::Settings => "X-Twilio-Webhooks-Signature-Settings",
            Self::Host => "Host",
            Self::ForwardedHost => "X-Forwarded-Host",
            Self::ForwardedPort => "X-Forwarded-Port",
            Self::ContentLength => "Content-Length",
        }
    }
}
