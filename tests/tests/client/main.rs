//! The client against servers that misbehave, over real sockets.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

mod answers;
mod cancellation;
mod connections;
mod create_faults;
mod http2;
mod logs;
mod paging;
mod proxies;
mod secrets;
mod support;
mod time_limits;
mod wire;
