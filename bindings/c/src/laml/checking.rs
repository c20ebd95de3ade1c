//! # Checking LaML
//!
//! The checker reports what services refuse, ignore or misread: elements, attributes and values that they do not know,
//! verbs that can never run, and more.

use std::ffi::c_char;
use std::mem::MaybeUninit;

use mycpaas_bridge::Result;
use mycpaas_bridge::laml::{self, CheckSettings};

use super::check_settings::mycpaas_laml_check_settings;
use super::element::mycpaas_laml;
use super::findings::mycpaas_laml_findings;
use crate::error::mycpaas_error;
use crate::guard::guard;
use crate::out::Out;
use crate::setter::needed;
use crate::text::bytes;

/// Checks the document of which an element is the root.
///
/// `settings` may be `NULL`. `findings` gets what was found, which may be nothing, or `NULL` with an error. Free it with
/// `mycpaas_laml_findings_free()`. It has lines and columns if the document was parsed.
#[must_use]
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_laml_check(
    root: Option<&mycpaas_laml>,
    settings: Option<&mycpaas_laml_check_settings>,
    findings: Option<&mut MaybeUninit<Option<Box<mycpaas_laml_findings>>>>,
) -> Option<Box<mycpaas_error>> {
    guard(|| {
        let findings = Out::new("findings", findings)?;
        let root = needed("root", root)?;
        let told = told(settings)?;
        let mut options = told.options()?;
        if let Some(channel) = root.channel().filter(|_| told.channel.is_none()) {
            options = options.channel(channel);
        }
        findings.put(mycpaas_laml_findings::new(root.copy()?.check(&options)));
        Ok(())
    })
}

/// Checks a document of `length` bytes as it comes over the network. The findings have lines and columns.
///
/// `settings` may be `NULL`. `findings` gets what was found, or `NULL` with an error. Free it with
/// `mycpaas_laml_findings_free()`. That a document cannot be read is a finding, and no error.
#[must_use]
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_laml_check_document(
    xml: *const c_char,
    length: usize,
    settings: Option<&mycpaas_laml_check_settings>,
    findings: Option<&mut MaybeUninit<Option<Box<mycpaas_laml_findings>>>>,
) -> Option<Box<mycpaas_error>> {
    guard(|| {
        let findings = Out::new("findings", findings)?;
        let document = bytes("xml", xml.cast(), length)?;
        let found = laml::check_document(document, &told(settings)?.options()?);
        findings.put(mycpaas_laml_findings::new(found));
        Ok(())
    })
}

fn told(settings: Option<&mycpaas_laml_check_settings>) -> Result<CheckSettings> {
    settings.map_or_else(|| Ok(CheckSettings::default()), mycpaas_laml_check_settings::settings)
}
