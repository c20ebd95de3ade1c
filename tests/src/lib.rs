//! Servers that misbehave on purpose, and the rules of the house.
#![forbid(unsafe_code)]

pub mod fault_server;
pub mod house;
