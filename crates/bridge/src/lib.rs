//! What the bindings of mycpaas share.
