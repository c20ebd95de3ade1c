//! LaML through the public API: what is written can be read, by others too, and nothing else is accepted.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops at what it did not expect")]

mod deep;
mod documents;
mod encodings;
mod hostile;
mod judge;
mod limits;
mod parser;
mod positions;
mod refusals;
mod round_trip;
mod trees;
mod writer;
