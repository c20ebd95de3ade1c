//! What is signed beside the URL.

use std::cell::OnceCell;

use ring::{digest, hmac};

use super::BODY_HASH;
use super::address::Address;
use super::claim::{Claim, Form};
use super::key::{Algorithm, PreparedKey};
use super::request::SignedRequest;
use super::scheme::SignatureScheme;
use super::verdict::RefusalReason;
use crate::webhook::body::{Format, format_of, parse_with};
use crate::webhook::fields::Fields;
use crate::webhook::limits::ParseLimits;

/// What a signature costs beside its bytes, in bytes that are hashed in that time.
const HMAC: usize = 256;

/// The content of a request.
pub(super) struct Content<'a> {
    parameters: Option<Parameters>,
    body: &'a [u8],
    /// Its hash, once it is wanted.
    body_hash: OnceCell<String>,
}

/// The parameters of a form, as they are signed: names and values one after the other, sorted by name.
///
/// Where a name comes several times, the known libraries differ.
#[derive(Default)]
struct Parameters {
    /// Its values in the order in which they came (SignalWire).
    as_received: String,
    /// Its values sorted, equal ones once (Twilio). Nothing where no name comes several times.
    collapsed: Option<String>,
}

impl Parameters {
    fn of(fields: &Fields) -> Self {
        let mut pairs: Vec<(&str, &str)> = fields.iter().collect();
        pairs.sort_by_key(|(name, _)| *name);
        let as_received = joined(&pairs);
        let repeated = pairs.windows(2).any(|two| matches!(two, [(one, _), (other, _)] if one == other));
        let collapsed = repeated.then(|| {
            pairs.sort_unstable();
            pairs.dedup();
            joined(&pairs)
        });
        Self { as_received, collapsed }
    }

    fn readings(&self) -> impl Iterator<Item = &str> {
        [Some(self.as_received.as_str()), self.collapsed.as_deref()].into_iter().flatten()
    }
}

fn joined(pairs: &[(&str, &str)]) -> String {
    let mut joined = String::with_capacity(pairs.iter().map(|(name, value)| name.len() + value.len()).sum());
    joined.extend(pairs.iter().flat_map(|(name, value)| [*name, *value]));
    joined
}

impl<'a> Content<'a> {
    pub(super) fn of(request: &SignedRequest<'a>, limits: ParseLimits) -> Result<Self, RefusalReason> {
        if !request.has_body() {
            return Ok(Self::without_body());
        }
        let content_type = request.header("Content-Type");
        let is_form = match format_of(content_type, request.body) {
            Some(Format::Form) => true,
            Some(Format::Json) => false,
            None => request.body.is_empty(),
        };
        let read =
            || parse_with(content_type, request.body, limits).map_err(|_| RefusalReason::UnreadableBody);
        let fields = is_form.then(read).transpose()?;
        Ok(Self::new(fields.as_ref().map(Parameters::of), request.body))
    }

    /// Returns the content without a body, as it is for a GET.
    pub(super) fn without_body() -> Self {
        Self::new(Some(Parameters::default()), &[])
    }

    fn new(parameters: Option<Parameters>, body: &'a [u8]) -> Self {
        Self { parameters, body, body_hash: OnceCell::new() }
    }

    /// Returns how many bytes are hashed for one key where a scheme is tried.
    pub(super) fn cost(&self, scheme: SignatureScheme, address: &Address<'_>) -> usize {
        let of = |length| address.len() + length + HMAC;
        match scheme {
            SignatureScheme::RawBody => of(self.body.len()),
            SignatureScheme::Parameters | SignatureScheme::ParametersSha256 => {
                self.parameters.iter().flat_map(Parameters::readings).map(|text| of(text.len())).sum()
            }
            SignatureScheme::BodyHash | SignatureScheme::BodyHashSha256 => {
                if self.is_hashed_in(address) {
                    of(0)
                } else {
                    0
                }
            }
        }
    }

    /// Whether a scheme is for a content such as this. Those that cover the same bytes differ in what is read out of them:
    /// what was signed as parameters could come again as the raw body of another form.
    pub(super) fn admits(&self, scheme: SignatureScheme) -> bool {
        scheme != SignatureScheme::RawBody || self.parameters.is_none()
    }

    /// Finds the scheme, of some of those of its form, in which a claim is true.
    pub(super) fn scheme_of(
        &self,
        claim: &Claim,
        key: &PreparedKey,
        address: &Address<'_>,
        wanted: impl Fn(SignatureScheme) -> bool,
    ) -> Option<SignatureScheme> {
        let mut schemes = claim.form.schemes().iter().copied();
        schemes.find(|scheme| wanted(*scheme) && self.confirms(claim, *scheme, key, address))
    }

    fn confirms(
        &self,
        claim: &Claim,
        scheme: SignatureScheme,
        key: &PreparedKey,
        address: &Address<'_>,
    ) -> bool {
        let by = |text: &[u8]| claim.is(sign(key, scheme.algorithm(), address, text).as_ref());
        match scheme {
            SignatureScheme::RawBody => by(self.body),
            SignatureScheme::Parameters | SignatureScheme::ParametersSha256 => {
                let mut readings = self.parameters.iter().flat_map(Parameters::readings);
                readings.any(|text| by(text.as_bytes()))
            }
            SignatureScheme::BodyHash | SignatureScheme::BodyHashSha256 => {
                self.is_hashed_in(address) && by(&[])
            }
        }
    }

    /// Says why nothing matches.
    pub(super) fn complaint(&self, claim: &Claim, key: &PreparedKey, address: &Address<'_>) -> RefusalReason {
        let Form::Base64(algorithm) = claim.form else { return RefusalReason::Mismatch };
        if self.parameters.is_some() || !claim.is(sign(key, algorithm, address, &[]).as_ref()) {
            return RefusalReason::Mismatch;
        }
        match address.query_value(BODY_HASH) {
            Some(_) => RefusalReason::OtherBody,
            None => RefusalReason::BodyNotCovered,
        }
    }

    /// Whether the URL holds the hash of the body. The hash is no secret.
    fn is_hashed_in(&self, address: &Address<'_>) -> bool {
        address
            .query_value(BODY_HASH)
            .is_some_and(|hash| hash == self.body_hash.get_or_init(|| body_hash(self.body)))
    }

    /// Signs the URL and the parameters, if there are some.
    pub(super) fn parameters(
        &self,
        key: &PreparedKey,
        algorithm: Algorithm,
        address: &Address<'_>,
    ) -> hmac::Tag {
        let parameters = self.parameters.as_ref().map_or("", |parameters| &parameters.as_received);
        sign(key, algorithm, address, parameters.as_bytes())
    }

    /// Signs the URL and the body as it is.
    pub(super) fn raw(&self, key: &PreparedKey, address: &Address<'_>) -> hmac::Tag {
        sign(key, Algorithm::Sha1, address, self.body)
    }
}

/// Signs a URL, and something after it. One long piece is hashed much faster than many short ones.
pub(super) fn sign(key: &PreparedKey, algorithm: Algorithm, address: &Address<'_>, rest: &[u8]) -> hmac::Tag {
    let mut message = Vec::with_capacity(address.len() + rest.len());
    address.parts().iter().for_each(|part| message.extend_from_slice(part.as_bytes()));
    message.extend_from_slice(rest);
    key.sign(algorithm, &message)
}

/// Returns the SHA-256 of a body in lower-case hexadecimal digits.
pub(super) fn body_hash(body: &[u8]) -> String {
    hex(digest::digest(&digest::SHA256, body).as_ref())
}

pub(super) fn hex(bytes: &[u8]) -> String {
    let digits =
        |byte: &u8| [byte >> 4, byte & 15].map(|digit| char::from_digit(digit.into(), 16).unwrap_or('0'));
    bytes.iter().flat_map(digits).collect()
}
