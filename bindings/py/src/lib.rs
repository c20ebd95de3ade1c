//! The native module of the Python package `mycpaas`.
//!
//! It converts Python's objects into plain data and back, lets go of the interpreter's lock while it waits, and knows
//! nothing of the API.

use pyo3::prelude::*;

mod arguments;
mod call;
mod client;
mod completions;
mod convert;
mod error_classes;
mod errors;
mod json;
mod log;
mod metadata;
mod options;
mod page;
mod request;
mod response;
mod retry;
#[cfg(feature = "simulator")]
mod simulator;

#[pymodule(gil_used = false)]
mod _native {
    #[pymodule_export]
    use crate::{
        call::Call, client::Client, completions::Completions, metadata::Metadata, page::Page,
        request::Request, request::Running, response::Response, retry::RetryPolicy,
    };

    #[cfg(feature = "simulator")]
    #[pymodule_export]
    use crate::simulator::{
        Callee, Fault, Follow, ReceivedRequest, SimulatedCall, Simulator, Step, Transcript,
    };

    #[pymodule_export]
    #[expect(non_upper_case_globals, reason = "Python's name for it")]
    const __version__: &str = env!("CARGO_PKG_VERSION");
}
