//! Identifiers made up at random.

use crate::dialect::SidForm;

/// Makes the identifier of a call in the form that the dialect wants.
pub(crate) fn call_sid(form: SidForm) -> String {
    match form {
        SidForm::Prefixed => format!("CA{}", hex()),
        SidForm::Uuid => uuid(fastrand::u128(..)),
    }
}

/// Makes the identifier of one answer.
pub(crate) fn request_id() -> String {
    format!("RQ{}", hex())
}

fn hex() -> String {
    format!("{:032x}", fastrand::u128(..))
}

fn uuid(bits: u128) -> String {
    let version = 0x4000 | ((bits >> 64) & 0x0fff);
    let variant = 0x8000 | ((bits >> 48) & 0x3fff);
    let (head, second) = (bits >> 96, (bits >> 80) & 0xffff);
    let tail = bits & 0xffff_ffff_ffff;
    format!("{head:08x}-{second:04x}-{version:04x}-{variant:04x}-{tail:012x}")
}
