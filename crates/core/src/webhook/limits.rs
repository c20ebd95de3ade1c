//! How much a request may hold.

/// Bounds what is read, because anybody can send a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseLimits {
    pub(super) size: usize,
    pub(super) fields: usize,
}

impl ParseLimits {
    /// Creates the default limits: 1 MiB, 1000 fields.
    pub fn new() -> Self {
        Self { size: 1 << 20, fields: 1_000 }
    }

    /// Sets how many bytes a body or a query may have.
    pub fn size(mut self, bytes: usize) -> Self {
        self.size = bytes;
        self
    }

    /// Sets how many fields there may be.
    pub fn fields(mut self, fields: usize) -> Self {
        self.fields = fields;
        self
    }
}

#[cfg(feature = "axum")]
impl ParseLimits {
    /// Returns how many bytes a body may have.
    pub(crate) fn body_size(self) -> usize {
        self.size
    }
}

impl Default for ParseLimits {
    fn default() -> Self {
        Self::new()
    }
}
