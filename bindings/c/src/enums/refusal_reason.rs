//! Why a request is refused.

use mycpaas_bridge::webhook::RefusalReason;

/// Why a request is refused. Later versions may add some.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub enum mycpaas_refusal_reason {
    /// A reason that this version does not know; its name has it.
    Other = -1,
    /// It is not refused.
    None = 0,
    /// There is no header with a signature.
    MissingHeader = 1,
    /// The header has no signature in any known form.
    MalformedHeader = 2,
    /// `X-Twilio-Webhooks-Signature-Settings` asks for an algorithm that is not known.
    UnknownAlgorithm = 3,
    /// `X-Twilio-Webhooks-Signature-Settings` names a key that the validator does not have.
    NoSuchKey = 4,
    /// The URL is not absolute, and the validator does not know the public URL.
    RelativeUrl = 5,
    /// The body is not what its content type says.
    UnreadableBody = 6,
    /// The body is no form, and neither its hash is in the URL nor itself in the signature.
    BodyNotCovered = 7,
    /// The body is not the one whose hash is in the URL.
    OtherBody = 8,
    /// The signature does not match.
    Mismatch = 9,
    /// The signature matches, but in a scheme that the validator does not take, or that is not for such a content.
    SchemeNotAllowed = 10,
}

impl From<Option<RefusalReason>> for mycpaas_refusal_reason {
    fn from(reason: Option<RefusalReason>) -> Self {
        match reason {
            None => Self::None,
            Some(RefusalReason::MissingHeader) => Self::MissingHeader,
            Some(RefusalReason::MalformedHeader) => Self::MalformedHeader,
            Some(RefusalReason::UnknownAlgorithm) => Self::UnknownAlgorithm,
            Some(RefusalReason::NoSuchKey) => Self::NoSuchKey,
            Some(RefusalReason::RelativeUrl) => Self::RelativeUrl,
            Some(RefusalReason::UnreadableBody) => Self::UnreadableBody,
            Some(RefusalReason::BodyNotCovered) => Self::BodyNotCovered,
            Some(RefusalReason::OtherBody) => Self::OtherBody,
            Some(RefusalReason::Mismatch) => Self::Mismatch,
            Some(RefusalReason::SchemeNotAllowed) => Self::SchemeNotAllowed,
            Some(_) => Self::Other,
        }
    }
}
