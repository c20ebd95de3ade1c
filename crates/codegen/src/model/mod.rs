//! The specification as templates read it: names resolved, nothing left to look up.

pub(crate) mod laml;
