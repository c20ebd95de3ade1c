//! The signatures that a request claims to have.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use subtle::ConstantTimeEq as _;

use super::key::Algorithm;
use super::request::SignedRequest;
use super::scheme::SignatureScheme;
use super::verdict::{Refusal, RefusalReason};
use super::{SETTINGS_HEADER, SIGNALWIRE_HEADER, TWILIO_HEADER};

/// A signature as bytes, and how it was written.
#[derive(Clone, Copy)]
pub(super) struct Claim {
    bytes: [u8; 32],
    pub(super) form: Form,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Base64(Algorithm),
    /// Lower-case hexadecimal digits, always of SHA-1.
    Hex,
}

impl Form {
    fn length(self) -> usize {
        match self {
            Self::Base64(Algorithm::Sha256) => 32,
            Self::Base64(Algorithm::Sha1) | Self::Hex => 20,
        }
    }

    /// Returns the schemes whose signatures are written so.
    pub(super) fn schemes(self) -> &'static [SignatureScheme] {
        match self {
            Self::Base64(Algorithm::Sha1) => &[SignatureScheme::Parameters, SignatureScheme::BodyHash],
            Self::Base64(Algorithm::Sha256) => {
                &[SignatureScheme::ParametersSha256, SignatureScheme::BodyHashSha256]
            }
            Self::Hex => &[SignatureScheme::RawBody],
        }
    }
}

impl Claim {
    /// Compares in a time that does not depend on where they differ.
    pub(super) fn is(&self, computed: &[u8]) -> bool {
        let claimed = self.bytes.get(..self.form.length()).unwrap_or_default();
        claimed.ct_eq(computed).into()
    }

    fn read(text: &str) -> Option<Self> {
        let mut bytes = [0; 32];
        let form = match text.len() {
            28 => Form::Base64(Algorithm::Sha1),
            40 => Form::Hex,
            44 => Form::Base64(Algorithm::Sha256),
            _ => return None,
        };
        match form {
            Form::Hex => from_hex(text, bytes.get_mut(..20)?)?,
            // The decoder wants some room to spare.
            Form::Base64(_) => {
                let decoded = STANDARD.decode(text).ok()?;
                bytes
                    .get_mut(..form.length())
                    .filter(|room| room.len() == decoded.len())?
                    .copy_from_slice(&decoded);
            }
        }
        Some(Self { bytes, form })
    }
}

fn from_hex(text: &str, bytes: &mut [u8]) -> Option<()> {
    for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
        let digit = |digit: &u8| match digit {
            b'0'..=b'9' => Some(digit - b'0'),
            b'a'..=b'f' => Some(digit - b'a' + 10),
            _ => None,
        };
        *byte = digit(pair.first()?)? << 4 | digit(pair.last()?)?;
    }
    Some(())
}

/// What the headers of a request claim.
pub(super) struct Claims<'a> {
    claims: [Option<Claim>; 2],
    /// The key that was used, where the request names one.
    pub(super) key: Option<&'a str>,
}

impl<'a> Claims<'a> {
    pub(super) fn of(request: &SignedRequest<'a>) -> Result<Self, Refusal> {
        let written = [SIGNALWIRE_HEADER, TWILIO_HEADER].map(|name| request.headers.header(name));
        let settings = Settings::of(request)?;
        let claims = written.map(|header| Claim::read(std::str::from_utf8(header?).ok()?.trim()));
        let wanted = settings.algorithm.unwrap_or(Algorithm::Sha1);
        // SignalWire knows no settings.
        let [signalwire, twilio] = claims;
        let fits = |claim: Option<Claim>, algorithm| {
            claim.filter(|claim| claim.form == Form::Hex || claim.form == Form::Base64(algorithm))
        };
        let usable = [fits(signalwire, Algorithm::Sha1), fits(twilio, wanted)];
        if usable.iter().any(Option::is_some) {
            return Ok(Self { claims: usable, key: settings.key });
        }
        if written.iter().flatten().all(|header| header.is_empty()) {
            return Err(RefusalReason::MissingHeader.into());
        }
        let hint = claims.iter().flatten().next().map(|claim| wrong_length(claim.form));
        Err(Refusal { reason: RefusalReason::MalformedHeader, hint })
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Claim> {
        self.claims.iter().flatten()
    }
}

fn wrong_length(form: Form) -> String {
    match form {
        Form::Base64(Algorithm::Sha256) => {
            format!(
                "its length is that of SHA-256, which {SETTINGS_HEADER} has to say, beside {TWILIO_HEADER}"
            )
        }
        _ => format!("its length is that of SHA-1, and {SETTINGS_HEADER} says SHA-256"),
    }
}

/// What Twilio says of a signature beside it.
#[derive(Default)]
struct Settings<'a> {
    key: Option<&'a str>,
    algorithm: Option<Algorithm>,
}

impl<'a> Settings<'a> {
    fn of(request: &SignedRequest<'a>) -> Result<Self, Refusal> {
        let mut settings = Self::default();
        let parts = request.header(SETTINGS_HEADER).unwrap_or_default().split(',');
        for (name, value) in parts.filter_map(|part| part.split_once('=')) {
            match (name.trim(), value.trim()) {
                (_, "") => {}
                ("key", key) => settings.key = Some(key),
                ("algorithm", name) => {
                    let known = [("HMAC_SHA1", Algorithm::Sha1), ("HMAC_SHA256", Algorithm::Sha256)];
                    let found = known.into_iter().find(|(known, _)| name.eq_ignore_ascii_case(known));
                    let (_, algorithm) = found.ok_or(RefusalReason::UnknownAlgorithm)?;
                    settings.algorithm = Some(algorithm);
                }
                _ => {}
            }
        }
        Ok(settings)
    }
}
