//! Servers that misbehave on purpose.
#![forbid(unsafe_code)]

pub mod fault_server;
