//! What became of a check.

use std::fmt;

use super::scheme::SignatureScheme;

/// Whether a request is genuine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is, and was signed so.
    Valid(SignatureScheme),
    /// It may be forged.
    Refused(Refusal),
}

impl Verdict {
    /// Says whether the request is genuine.
    pub fn is_valid(&self) -> bool {
        matches!(self, Self::Valid(_))
    }

    /// Returns how the request was signed, if it is genuine.
    pub fn scheme(&self) -> Option<SignatureScheme> {
        match self {
            Self::Valid(scheme) => Some(*scheme),
            Self::Refused(_) => None,
        }
    }

    /// Returns why the request is refused, if it is.
    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Valid(_) => None,
            Self::Refused(refusal) => Some(refusal),
        }
    }
}

/// Why a request is refused. As text it is safe to log: it holds neither key nor signature, nor any parameter.
///
/// Do not send it as an answer: what helps you helps whoever forges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    pub(super) reason: RefusalReason,
    pub(super) hint: Option<String>,
}

impl Refusal {
    /// Returns the sort of reason.
    pub fn reason(&self) -> RefusalReason {
        self.reason
    }

    /// Returns what would have to be otherwise for the signature to match, such as `it would match with https`. Found only
    /// for requests that are genuine, and where the server sees another URL than was signed. Where the scheme is not allowed,
    /// it says which one it is.
    pub fn hint(&self) -> Option<&str> {
        self.hint.as_deref()
    }
}

impl Refusal {
    /// A refusal of what is genuine by a scheme that is not taken, here or for such a content.
    pub(super) fn scheme_not_allowed(scheme: SignatureScheme, for_content: bool) -> Self {
        let why = if for_content { "the validator does not take it" } else { "it is for JSON only" };
        Self {
            reason: RefusalReason::SchemeNotAllowed,
            hint: Some(format!("it is signed by {scheme}, and {why}")),
        }
    }
}

impl From<RefusalReason> for Refusal {
    fn from(reason: RefusalReason) -> Self {
        Self { reason, hint: None }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.reason.text())?;
        match &self.hint {
            Some(hint) => write!(formatter, "; {hint}"),
            None => Ok(()),
        }
    }
}

/// The sorts of reasons for which a request is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RefusalReason {
    /// There is no header with a signature.
    MissingHeader,
    /// The header has no signature in any known form.
    MalformedHeader,
    /// `X-Twilio-Webhooks-Signature-Settings` asks for an algorithm that is not known.
    UnknownAlgorithm,
    /// `X-Twilio-Webhooks-Signature-Settings` names a key that the validator does not have.
    NoSuchKey,
    /// The URL is not absolute, and the validator does not know the public URL.
    RelativeUrl,
    /// The body is not what its content type says.
    UnreadableBody,
    /// The body is no form, and neither its hash is in the URL nor itself in the signature.
    BodyNotCovered,
    /// The body is not the one whose hash is in the URL.
    OtherBody,
    /// The signature matches, but in a scheme that the validator does not take, or that is not for such a content.
    SchemeNotAllowed,
    /// The signature does not match.
    Mismatch,
}

impl RefusalReason {
    /// Returns the stable name, in `snake_case`.
    pub fn name(self) -> &'static str {
        match self {
            Self::MissingHeader => "missing_header",
            Self::MalformedHeader => "malformed_header",
            Self::UnknownAlgorithm => "unknown_algorithm",
            Self::NoSuchKey => "no_such_key",
            Self::RelativeUrl => "relative_url",
            Self::UnreadableBody => "unreadable_body",
            Self::BodyNotCovered => "body_not_covered",
            Self::OtherBody => "other_body",
            Self::SchemeNotAllowed => "scheme_not_allowed",
            Self::Mismatch => "mismatch",
        }
    }

    fn text(self) -> &'static str {
        match self {
            Self::MissingHeader => "the header with the signature is missing",
            Self::MalformedHeader => "the header with the signature is malformed",
            Self::UnknownAlgorithm => "the algorithm of the signature is not known",
            Self::NoSuchKey => "there is no such key",
            Self::RelativeUrl => "the URL is not absolute, and the public URL is not set",
            Self::UnreadableBody => "the body cannot be read",
            Self::BodyNotCovered => "the signature does not cover the body",
            Self::OtherBody => "the body is not the one that was signed",
            Self::SchemeNotAllowed => "the scheme of the signature is not allowed",
            Self::Mismatch => "the signature is for another URL, other content or another key",
        }
    }
}

impl fmt::Display for RefusalReason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}
