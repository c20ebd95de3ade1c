//! The specification as templates read it: names resolved, nothing left to look up.

pub(crate) mod calls;
mod enumeration;
mod family;
pub(crate) mod laml;
pub(crate) mod webhooks;
