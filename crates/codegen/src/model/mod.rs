//! The specification as templates read it: names resolved, nothing left to look up.

mod laml;

pub(crate) use laml::laml;
