//! Enumerations. Their numbers never change, and new ones may be added to any of them.

mod delivery;
mod generated;
mod laml_severity;
mod log_level;

pub(crate) use delivery::mycpaas_delivery;
pub(crate) use generated::{mycpaas_call_direction, mycpaas_call_status, mycpaas_error_kind};
pub(crate) use laml_severity::mycpaas_laml_severity;
pub(crate) use log_level::{level, mycpaas_log_level};
