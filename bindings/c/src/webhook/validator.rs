//! # Signatures
//!
//! **mycpaas documents no signature**, neither header nor key: this is for SignalWire and Twilio, and for the day that mycpaas
//! signs as they do. docs/webhooks.md says what is signed, and how.

use std::ffi::{c_char, c_int};
use std::mem::MaybeUninit;
use std::sync::OnceLock;

use mycpaas_bridge::Result;
use mycpaas_bridge::webhook::{self, ParseLimits, SignatureScheme, SignatureValidator, SigningKey};

use super::incoming::mycpaas_webhook;
use super::verdict::mycpaas_verdict;
use crate::enums::signature_scheme;
use crate::error::mycpaas_error;
use crate::guard::{guard, guard_or};
use crate::out::Out;
use crate::setter::{Keeps, Problems, needed, set};
use crate::text::text;

/// Checks that requests come from the service. Filled in step by step; then any number of threads may check with it.
#[derive(Debug)]
pub struct mycpaas_signature_validator {
    keys: Vec<SigningKey>,
    public_url: Option<String>,
    schemes: Option<Vec<SignatureScheme>>,
    hints: bool,
    problems: Problems,
    made: OnceLock<Result<SignatureValidator>>,
}

impl mycpaas_signature_validator {
    /// Returns the validator, for the limits of a request.
    pub(super) fn made(&self, limits: ParseLimits) -> Result<SignatureValidator> {
        self.problems.check()?;
        let validator = self.made.get_or_init(|| self.make()).clone()?;
        Ok(if limits == ParseLimits::new() { validator } else { validator.limits(limits) })
    }

    fn make(&self) -> Result<SignatureValidator> {
        let (keys, schemes) = (self.keys.clone(), self.schemes.clone());
        webhook::validator(keys, self.public_url.clone(), schemes, ParseLimits::new(), self.hints)
    }
}

impl Keeps for mycpaas_signature_validator {
    fn problems(&mut self) -> &mut Problems {
        &mut self.problems
    }
}

fn change(
    validator: Option<&mut mycpaas_signature_validator>,
    change: impl FnOnce(&mut mycpaas_signature_validator) -> Result<()>,
) -> Option<&mycpaas_error> {
    set("validator", validator, |own| {
        own.made = OnceLock::new();
        change(own)
    })
}

/// Makes a validator without keys. It needs one. Free it with `mycpaas_signature_validator_free()`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_signature_validator_new() -> Box<mycpaas_signature_validator> {
    Box::new(mycpaas_signature_validator {
        keys: Vec::new(),
        public_url: None,
        schemes: None,
        hints: true,
        problems: Problems::default(),
        made: OnceLock::new(),
    })
}

/// Adds a key: Twilio's auth token (that of the sub-account whose traffic it is), or the signing key of a project of
/// SignalWire, which is not its API token. It is never printed or logged.
///
/// With several, requests by each of them are genuine, as while keys change. An empty one is an error when it is used: anybody
/// could sign with it.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_signature_validator_add_key(
    validator: Option<&mut mycpaas_signature_validator>,
    secret: *const c_char,
) -> Option<&mycpaas_error> {
    change(validator, |own| {
        own.keys.push(SigningKey::new(text("signing_key", secret)?));
        Ok(())
    })
}

/// Adds a key that requests name in `X-Twilio-Webhooks-Signature-Settings`: a shared key of Twilio.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_signature_validator_add_named_key(
    validator: Option<&mut mycpaas_signature_validator>,
    name: *const c_char,
    secret: *const c_char,
) -> Option<&mycpaas_error> {
    change(validator, |own| {
        own.keys.push(SigningKey::named(text("name", name)?, text("signing_key", secret)?));
        Ok(())
    })
}

/// Sets where the service finds this server, such as `https://example.com`, for a server that sees something else, because it
/// is behind a proxy or sees paths only. Path and query of a request are appended; a path that it has itself stays before them.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_signature_validator_set_public_url(
    validator: Option<&mut mycpaas_signature_validator>,
    url: *const c_char,
) -> Option<&mycpaas_error> {
    change(validator, |own| {
        own.public_url = Some(text("public_url", url)?.to_owned());
        Ok(())
    })
}

/// Adds one of `enum mycpaas_signature_scheme` to those in which a request may be signed. Without any, all are accepted.
///
/// Name the one that your service uses: no scheme separates what it signs, so whoever has recorded one request that holds free
/// text of theirs can have it read in another scheme, if that is accepted.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_signature_validator_add_scheme(
    validator: Option<&mut mycpaas_signature_validator>,
    scheme: c_int,
) -> Option<&mycpaas_error> {
    change(validator, |own| {
        own.schemes.get_or_insert_default().push(signature_scheme(scheme)?);
        Ok(())
    })
}

/// Sets whether a refusal looks for what would have to be otherwise. By default true.
///
/// It costs some 300 µs at most for each forged request. A large body costs its hashing even so, for each key: limit bodies
/// before they are checked.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_signature_validator_set_hints(
    validator: Option<&mut mycpaas_signature_validator>,
    hints: bool,
) -> Option<&mycpaas_error> {
    change(validator, |own| {
        own.hints = hints;
        Ok(())
    })
}

/// Says what is wrong with a validator: `NULL` if it can be used. For a server to learn of it when it starts, and not with the
/// first request.
///
/// The error is of the kind `configuration` where it has no key, an empty one, or a malformed public URL, and else what a setter
/// returned.
#[must_use]
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_signature_validator_check(
    validator: Option<&mycpaas_signature_validator>,
) -> Option<Box<mycpaas_error>> {
    guard(|| needed("validator", validator)?.made(ParseLimits::new()).map(drop))
}

/// Says whether a request is genuine. False where it is refused, and also where anything is wrong with the validator, such as no
/// key: `mycpaas_signature_validator_check()` says what.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_signature_validator_accepts(
    validator: Option<&mycpaas_signature_validator>,
    webhook: Option<&mycpaas_webhook>,
) -> bool {
    guard_or(false, || validate(validator, webhook).is_ok_and(|verdict| verdict.is_valid()))
}

/// Checks a request. What is missing in it, or malformed, is no error, but a verdict.
///
/// Errors are those of `mycpaas_signature_validator_check()`, and of the setters of the request. `verdict` gets the verdict, or
/// `NULL` with an error. Free it with `mycpaas_verdict_free()`.
#[must_use]
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_signature_validator_validate(
    validator: Option<&mycpaas_signature_validator>,
    webhook: Option<&mycpaas_webhook>,
    verdict: Option<&mut MaybeUninit<Option<Box<mycpaas_verdict>>>>,
) -> Option<Box<mycpaas_error>> {
    guard(|| {
        let out = Out::new("verdict", verdict)?;
        out.put(mycpaas_verdict::new(validate(validator, webhook)?));
        Ok(())
    })
}

fn validate(
    validator: Option<&mycpaas_signature_validator>,
    webhook: Option<&mycpaas_webhook>,
) -> Result<webhook::Verdict> {
    let webhook = needed("webhook", webhook)?.checked()?;
    let validator = needed("validator", validator)?.made(webhook.limits)?;
    Ok(validator.validate(&webhook.signed()))
}

/// Frees a validator. `NULL` is fine.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_signature_validator_free(validator: Option<Box<mycpaas_signature_validator>>) {
    drop(validator);
}
