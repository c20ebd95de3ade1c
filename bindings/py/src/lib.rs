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
mod laml;
mod log;
mod metadata;
mod options;
mod page;
mod pairs;
mod plan;
mod request;
mod response;
mod retry;
#[cfg(feature = "simulator")]
mod simulator;
mod webhooks;

#[pymodule(gil_used = false)]
mod _native {
    use std::sync::OnceLock;

    use pyo3::exceptions::PyImportError;
    use pyo3::prelude::*;

    #[pymodule_export]
    use crate::{
        call::Call, client::Client, completions::Completions, metadata::Metadata, page::Page, plan::Plan,
        request::Request, request::Running, response::Response, retry::RetryPolicy,
    };

    #[cfg(feature = "simulator")]
    #[pymodule_export]
    use crate::simulator::{
        Callee, Fault, Follow, ReceivedRequest, SimulatedCall, Simulator, Step, Transcript,
    };

    /// What this module keeps for itself belongs to one interpreter. The first that imports it has it.
    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        static OWNER: OnceLock<usize> = OnceLock::new();
        let interpreter = module.py().import("sys")?.as_ptr().addr();
        if *OWNER.get_or_init(|| interpreter) == interpreter {
            return Ok(());
        }
        Err(PyImportError::new_err(
            "mycpaas does not support subinterpreters: another interpreter of this process uses it \
             (under mod_wsgi, set WSGIApplicationGroup %{GLOBAL})",
        ))
    }

    #[pymodule_export]
    use crate::laml::{Comment, Element, Finding, Place, check_document, laml_class, laml_restore};

    #[pymodule_export]
    use crate::webhooks::{
        CallTracker, ReceivedFields, Recorded, Signature, SignatureValidator, SigningKey, TrackedCall,
        Verdict, WebhookEvent, webhook_parse, webhook_query, webhook_request,
    };

    #[pymodule_export]
    const CONTENT_TYPE: &str = mycpaas_bridge::laml::CONTENT_TYPE;

    #[pymodule_export]
    #[expect(non_upper_case_globals, reason = "Python's name for it")]
    const __version__: &str = env!("CARGO_PKG_VERSION");
}
