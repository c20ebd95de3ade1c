//! The sorts of error.

use std::fmt;

use super::ErrorKind;

impl ErrorKind {
    /// Returns the stable number.
    pub fn code(self) -> i32 {
        self as i32
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}
