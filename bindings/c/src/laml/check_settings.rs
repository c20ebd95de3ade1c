//! # What the checker of LaML is told

use std::ffi::c_char;

use mycpaas_bridge::Result;
use mycpaas_bridge::laml::CheckSettings;

use crate::error::mycpaas_error;
use crate::setter::{Keeps, Problems, set};
use crate::text::text;

/// What the checker is told beside the document. A word that it does not know is an error when it checks.
#[derive(Debug, Default)]
pub struct mycpaas_laml_check_settings {
    settings: CheckSettings,
    problems: Problems,
}

impl mycpaas_laml_check_settings {
    pub(super) fn settings(&self) -> Result<CheckSettings> {
        self.problems.check()?;
        Ok(self.settings.clone())
    }
}

impl Keeps for mycpaas_laml_check_settings {
    fn problems(&mut self) -> &mut Problems {
        &mut self.problems
    }
}

fn change(
    settings: Option<&mut mycpaas_laml_check_settings>,
    change: impl FnOnce(&mut CheckSettings) -> Result<()>,
) -> Option<&mycpaas_error> {
    set("settings", settings, |own| change(&mut own.settings))
}

/// Makes settings that say nothing. Free them with `mycpaas_laml_check_settings_free()`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_laml_check_settings_new() -> Box<mycpaas_laml_check_settings> {
    Box::default()
}

/// Adds a service that the document is for: `mycpaas`, `signalwire` or `twilio`. By default it is mycpaas.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_laml_check_settings_add_service(
    settings: Option<&mut mycpaas_laml_check_settings>,
    service: *const c_char,
) -> Option<&mycpaas_error> {
    change(settings, |own| {
        own.services.push(text("service", service)?.to_owned());
        Ok(())
    })
}

/// Sets the kind of document: `voice` or `messaging`. By default that which it was made as, or else what it holds decides.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_laml_check_settings_set_channel(
    settings: Option<&mut mycpaas_laml_check_settings>,
    channel: *const c_char,
) -> Option<&mycpaas_error> {
    change(settings, |own| {
        own.channel = Some(text("channel", channel)?.to_owned());
        Ok(())
    })
}

/// Sets what the document is for: `call` (by default), `screening`, `conference_wait` or `queue_wait`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_laml_check_settings_set_usage(
    settings: Option<&mut mycpaas_laml_check_settings>,
    usage: *const c_char,
) -> Option<&mycpaas_error> {
    change(settings, |own| {
        own.usage = Some(text("usage", usage)?.to_owned());
        Ok(())
    })
}

/// Sets the absolute address of the document, which relative ones in it are resolved against, so that loops are found.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_laml_check_settings_set_document_url(
    settings: Option<&mut mycpaas_laml_check_settings>,
    url: *const c_char,
) -> Option<&mycpaas_error> {
    change(settings, |own| {
        own.document_url = Some(text("url", url)?.to_owned());
        Ok(())
    })
}

/// Sets whether the document is sent along with a request, so that no address in it can be relative. By default it is not.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_laml_check_settings_set_inline(
    settings: Option<&mut mycpaas_laml_check_settings>,
    is_inline: bool,
) -> Option<&mycpaas_error> {
    change(settings, |own| {
        own.inline = is_inline;
        Ok(())
    })
}

/// Frees settings. `NULL` is fine.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_laml_check_settings_free(settings: Option<Box<mycpaas_laml_check_settings>>) {
    drop(settings);
}
