//! How much a finding matters.

use mycpaas_bridge::laml::Severity;

/// How much it matters what the checker of LaML found.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub enum mycpaas_laml_severity {
    /// There is no such finding.
    None = 0,
    /// The document is fine, but may not do what was meant.
    Hint = 1,
    /// It works in some circumstances, or at some services.
    Warning = 2,
    /// The service refuses, ignores or misreads it.
    Error = 3,
}

impl From<Severity> for mycpaas_laml_severity {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Hint => Self::Hint,
            Severity::Warning => Self::Warning,
            _ => Self::Error,
        }
    }
}
