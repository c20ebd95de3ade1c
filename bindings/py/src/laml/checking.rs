//! The checker.

use std::borrow::Cow;

use mycpaas_bridge::laml::{self as bridge, CheckSettings};
use pyo3::prelude::*;

use super::finding::Finding;
use super::reading::document_bytes;
use crate::arguments::{text, words};
use crate::convert::shown;
use crate::errors::{invalid_argument, raise};

/// Checks a document as it comes over the network. The findings have line and column.
#[pyfunction]
#[pyo3(signature = (document, /, *, services=None, channel=None, usage=None, document_url=None, inline=false))]
pub(crate) fn check_document(
    document: &Bound<'_, PyAny>,
    services: Option<&Bound<'_, PyAny>>,
    channel: Option<&Bound<'_, PyAny>>,
    usage: Option<&Bound<'_, PyAny>>,
    document_url: Option<&Bound<'_, PyAny>>,
    inline: bool,
) -> PyResult<Vec<Finding>> {
    let py = document.py();
    let channel = channel.map(|channel| text("channel", channel)).transpose()?;
    let settings = CheckSettings { channel, ..settings(services, usage, document_url, inline)? };
    let options = settings.options().map_err(|failure| raise(py, failure))?;
    let document: Cow<'_, [u8]> = document_bytes("document", document)?;
    let findings = py.detach(|| bridge::check_document(&*document, &options));
    Ok(findings.into_iter().map(Finding::from).collect())
}

/// Reads what the checker is told, but for the channel.
pub(super) fn settings(
    services: Option<&Bound<'_, PyAny>>,
    usage: Option<&Bound<'_, PyAny>>,
    document_url: Option<&Bound<'_, PyAny>>,
    inline: bool,
) -> PyResult<CheckSettings> {
    let services = match services {
        None => Vec::new(),
        Some(given) => words(given)?.ok_or_else(|| {
            let problem = format!("{} is given; a word, or several, are allowed", shown(given));
            invalid_argument(given.py(), "services", &problem)
        })?,
    };
    Ok(CheckSettings {
        services,
        channel: None,
        usage: usage.map(|usage| text("usage", usage)).transpose()?,
        document_url: document_url.map(|url| text("document_url", url)).transpose()?,
        inline,
    })
}
