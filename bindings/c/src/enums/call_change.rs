//! What a status callback is beside what was known.

use mycpaas_bridge::webhook::Change;

/// What a status callback is beside what a tracker knew.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub enum mycpaas_call_change {
    /// There is nothing to say.
    None = 0,
    /// It is the first of its call, or brings it further on.
    Changed = 1,
    /// This status of the call came before.
    Repeated = 2,
    /// It tells what was before the status that is known.
    Late = 3,
    /// It contradicts what was known: another end of a call that has ended, an answer of a call that was busy, not answered or
    /// canceled, or sequence numbers against the order of a call's life. Of the two, what is further on in a call's life holds;
    /// of two ends, the first.
    Impossible = 4,
}

impl From<Option<Change>> for mycpaas_call_change {
    fn from(change: Option<Change>) -> Self {
        match change {
            Some(Change::Changed) => Self::Changed,
            Some(Change::Repeated) => Self::Repeated,
            Some(Change::Late) => Self::Late,
            Some(Change::Impossible) => Self::Impossible,
            _ => Self::None,
        }
    }
}
