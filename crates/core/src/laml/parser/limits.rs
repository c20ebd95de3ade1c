//! How much a document may hold.

/// Bounds what the parser accepts, because documents come from outside.
///
/// The defaults are far above what a service runs: the API refuses documents above 64 kB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseLimits {
    pub(super) size: usize,
    pub(super) depth: usize,
    pub(super) nodes: usize,
}

impl ParseLimits {
    /// Creates the default limits: 1 MiB, 100 levels, 50,000 nodes.
    pub fn new() -> Self {
        Self { size: 1 << 20, depth: 100, nodes: 50_000 }
    }

    /// Sets how many bytes the document may have.
    pub fn size(mut self, bytes: usize) -> Self {
        self.size = bytes;
        self
    }

    /// Sets how deep elements may be nested. The root is the first level.
    pub fn depth(mut self, levels: usize) -> Self {
        self.depth = levels;
        self
    }

    /// Sets how many elements, attributes, texts and comments there may be in all.
    pub fn nodes(mut self, nodes: usize) -> Self {
        self.nodes = nodes;
        self
    }
}

impl Default for ParseLimits {
    fn default() -> Self {
        Self::new()
    }
}
