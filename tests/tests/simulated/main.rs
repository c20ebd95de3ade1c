//! The client and the simulator together: what a user does, from end to end.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

mod life;
mod lists;
mod support;
mod webhooks;
