//! `libmycpaas`: the client and LaML for C and C++.
//!
//! The functions below are the header `include/mycpaas.h`, which is generated from them: their comments are what a C
//! programmer reads. Pointers arrive as `Option<&T>`, `Option<&mut T>` and `Option<Box<T>>`, which are what C passes,
//! `NULL` included; what else C promises stands in `docs/c.md`, and nothing here can check it.
#![expect(unsafe_code, reason = "functions that C calls, and texts and arrays that it passes")]
#![expect(non_camel_case_types, reason = "types have the names that they have in C")]
#![expect(clippy::unnecessary_box_returns, reason = "C gets pointers")]
#![expect(unreachable_pub, reason = "what C sees is `pub`")]

mod background;
mod call;
mod callback;
mod calls;
mod cancel;
mod client;
mod config;
mod delivery;
mod dispatch;
mod enums;
mod error;
mod guard;
mod laml;
mod log;
mod metadata;
mod named;
mod options;
mod out;
mod page;
mod params;
mod queue;
mod request;
mod response;
mod retries;
mod run;
mod setter;
mod signals;
mod text;
mod texts;
mod version;
mod webhook;
