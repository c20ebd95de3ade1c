//! Runs the vectors of signatures: which requests are genuine, and what is signed.

use mycpaas::webhook::{Signature, SignatureScheme, SignatureValidator, SignedRequest, SigningKey, Verdict};
use mycpaas::{Error, ErrorKind};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::files::{Failures, File};
use crate::values::difference;
use crate::webhooks::Body;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    keys: Vec<Key>,
    public_url: Option<String>,
    schemes: Option<Vec<String>>,
    #[serde(default = "post")]
    method: String,
    url: String,
    #[serde(default)]
    headers: serde_json::Map<String, Value>,
    body: Option<Body>,
    valid: Option<String>,
    refused: Option<Refused>,
    error: Option<Problem>,
    sign: Option<String>,
    signature: Option<Value>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Key {
    Plain(String),
    Named { name: String, secret: String },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Refused {
    reason: String,
    message: Vec<String>,
    hint: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Problem {
    parameter: String,
    message: Vec<String>,
}

fn post() -> String {
    "POST".to_owned()
}

#[test]
fn by_hand() {
    let file = "webhooks/signatures.json";
    let mut failures = Failures::default();
    for value in File::read(file) {
        match Case::deserialize(&value) {
            Ok(case) => failures.add(file, &case.name, case.run()),
            Err(error) => failures.add(file, &value.to_string(), Err(error.to_string())),
        }
    }
    failures.report();
}

impl Case {
    fn run(&self) -> Result<(), String> {
        let validator = match (self.validator(), &self.error) {
            (Ok(validator), None) => validator,
            (Err(error), Some(problem)) => return problem.compare(&error),
            (Ok(_), Some(_)) => return Err("there is no error".to_owned()),
            (Err(error), None) => return Err(format!("{error:?}")),
        };
        let body = self.body.as_ref().map_or(Ok(Vec::new()), Body::bytes)?;
        let headers = self.headers.iter().map(|(name, value)| (name, value.as_str().unwrap_or_default()));
        let headers: Vec<(&String, &str)> = headers.collect();
        let request = SignedRequest::new(&self.method, &self.url).headers(&headers).body(&body);
        match &self.sign {
            Some(scheme) => self.sign(&validator, scheme, &request),
            None => self.compare(&validator.validate(&request)),
        }
    }

    fn validator(&self) -> Result<SignatureValidator, Error> {
        let (first, more) = self.keys.split_first().expect("there is a key");
        let mut validator = SignatureValidator::new(first.read())?;
        for key in more {
            validator = validator.key(key.read())?;
        }
        if let Some(names) = &self.schemes {
            let known = |name: &String| SignatureScheme::from_name(name).expect("a scheme");
            validator = validator.schemes(names.iter().map(known))?;
        }
        self.public_url.as_ref().map_or(Ok(validator.clone()), |url| validator.public_url(url))
    }

    fn compare(&self, verdict: &Verdict) -> Result<(), String> {
        let scheme = verdict.scheme().map(SignatureScheme::name);
        difference("valid", &json!(self.valid), &json!(scheme))
            .map_err(|text| format!("{text}: {verdict:?}"))?;
        let Some(refused) = &self.refused else { return Ok(()) };
        let refusal = verdict.refusal().ok_or("it is not refused")?;
        difference("reason", &json!(refused.reason), &json!(refusal.reason().name()))?;
        let text = refusal.to_string();
        match (&refused.hint, refusal.hint()) {
            (None, None) => {}
            (Some(part), Some(hint)) if hint.contains(part) => {}
            (expected, hint) => return Err(format!("the hint is {hint:?}, not {expected:?}")),
        }
        match refused.message.iter().find(|part| !text.contains(*part)) {
            Some(part) => Err(format!("{part:?} is not in {text:?}")),
            None => self.keeps_secrets(&format!("{text} {verdict:?}")),
        }
    }

    /// A refusal is safe to log.
    fn keeps_secrets(&self, text: &str) -> Result<(), String> {
        let keys = self.keys.iter().map(Key::secret);
        let signatures = self.headers.iter().filter(|(name, _)| name.to_lowercase().ends_with("signature"));
        let signatures = signatures.filter_map(|(_, value)| value.as_str());
        match keys.chain(signatures).find(|secret| secret.len() > 4 && text.contains(secret)) {
            Some(secret) => Err(format!("{secret} shows in {text}")),
            None => Ok(()),
        }
    }

    fn sign(
        &self,
        validator: &SignatureValidator,
        scheme: &str,
        request: &SignedRequest<'_>,
    ) -> Result<(), String> {
        let scheme = SignatureScheme::from_name(scheme).ok_or("there is no such scheme")?;
        let Signature { url, headers, .. } = validator.sign(scheme, request);
        let shown: serde_json::Map<_, _> =
            headers.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect();
        let expected = self.signature.as_ref().ok_or("a signature is needed")?;
        difference("signature", expected, &json!({"url": url, "headers": shown}))?;
        let body = self.body.as_ref().map_or(Ok(Vec::new()), Body::bytes)?;
        let given =
            self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str().unwrap_or_default()));
        let all: Vec<(&str, &str)> =
            given.chain(headers.iter().map(|(name, value)| (*name, value.as_str()))).collect();
        let signed = SignedRequest::new(&self.method, &url).headers(&all).body(&body);
        difference(
            "scheme",
            &json!(scheme.name()),
            &json!(validator.validate(&signed).scheme().map(SignatureScheme::name)),
        )
    }
}

impl Key {
    fn read(&self) -> SigningKey {
        match self {
            Self::Plain(secret) => SigningKey::new(secret.clone()),
            Self::Named { name, secret } => SigningKey::named(name.clone(), secret.clone()),
        }
    }

    fn secret(&self) -> &str {
        match self {
            Self::Plain(secret) | Self::Named { secret, .. } => secret,
        }
    }
}

impl Problem {
    fn compare(&self, error: &Error) -> Result<(), String> {
        difference("kind", &json!(ErrorKind::Configuration.name()), &json!(error.kind().name()))?;
        difference("parameter", &json!(self.parameter), &json!(error.parameter()))?;
        match self.message.iter().find(|part| !error.to_string().contains(*part)) {
            Some(part) => Err(format!("{part:?} is not in {error}")),
            None => Ok(()),
        }
    }
}
