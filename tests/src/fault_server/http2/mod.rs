//! HTTP/2, as little of it as it takes to answer and to fail at any frame.

mod connection;
mod frame;
mod headers;
mod incoming;
mod stream;
mod window;

pub(super) use connection::serve;
