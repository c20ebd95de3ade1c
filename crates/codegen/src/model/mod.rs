//! The specification as templates read it: names resolved, nothing left to look up.

pub(crate) mod calls;
mod enumeration;
pub(crate) mod laml;
