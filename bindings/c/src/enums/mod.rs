//! Enumerations. Their numbers never change, and new ones may be added to any of them.

mod call_change;
mod delivery;
mod generated;
mod laml_severity;
mod log_level;
mod refusal_reason;
mod signature_scheme;

pub(crate) use call_change::mycpaas_call_change;
pub(crate) use delivery::mycpaas_delivery;
pub(crate) use generated::*;
pub(crate) use laml_severity::mycpaas_laml_severity;
pub(crate) use log_level::{level, mycpaas_log_level};
pub(crate) use refusal_reason::mycpaas_refusal_reason;
pub(crate) use signature_scheme::{mycpaas_signature_scheme, signature_scheme};
