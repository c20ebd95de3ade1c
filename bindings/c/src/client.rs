//! # Client
//!
//! A client holds the credentials and a pool of connections. Make one and share it: any number of threads may use it at the
//! same time, and it may be freed while requests are on their way, which keep what they need. A client that was made before
//! `fork` works in the child, too, with connections of its own.

use std::ffi::c_char;
use std::mem::MaybeUninit;
use std::ptr;

use mycpaas_bridge::{Client, ClientBuilder, Result};

use crate::config::mycpaas_config;
use crate::error::mycpaas_error;
use crate::guard::{self, guard};
use crate::log::Log;
use crate::options::mycpaas_options;
use crate::out::Out;
use crate::setter::needed;
use crate::signals;
use crate::texts::Texts;

/// A client of the Calls API.
#[derive(Debug)]
pub struct mycpaas_client {
    pub(crate) client: Client,
    pub(crate) log: Option<Log>,
    texts: Texts,
}

/// The places of the texts.
const ACCOUNT_SID: usize = 0;
const BASE_URL: usize = 1;

impl mycpaas_client {
    fn new(client: Client, log: Option<Log>) -> Result<Self> {
        guard::silence();
        signals::keep_away();
        let texts = [Some(client.account_sid()?), Some(client.base_url()?)].into_iter().collect();
        Ok(Self { client, log, texts })
    }
}

/// Makes a client from `MYCPAAS_ACCOUNT_SID`, `MYCPAAS_AUTH_TOKEN` and, if set, `MYCPAAS_BASE_URL`.
///
/// `client` gets it, or `NULL` with an error of the kind `configuration`. Free it with `mycpaas_client_free()`. Nobody may
/// change the environment at the same time.
#[must_use]
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_client_new_from_env(
    client: Option<&mut MaybeUninit<Option<Box<mycpaas_client>>>>,
) -> Option<Box<mycpaas_error>> {
    guard(|| {
        let out = Out::new("client", client)?;
        out.put(mycpaas_client::new(Client::new(ClientBuilder::default().from_env())?, None)?);
        Ok(())
    })
}

/// Makes a client from settings. Nothing is sent.
///
/// `client` gets it, or `NULL` with an error that names the setting. Free it with `mycpaas_client_free()`.
#[must_use]
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_client_new(
    config: Option<&mycpaas_config>,
    client: Option<&mut MaybeUninit<Option<Box<mycpaas_client>>>>,
) -> Option<Box<mycpaas_error>> {
    guard(|| {
        let out = Out::new("client", client)?;
        let config = needed("config", config)?;
        out.put(mycpaas_client::new(Client::new(config.builder()?)?, config.log)?);
        Ok(())
    })
}

/// Makes a client for which some options differ. It shares the connections with the other one, which may be freed before.
///
/// `derived` gets it, or `NULL` with an error. Free it with `mycpaas_client_free()`.
///
/// A cancel token among the options is that of every request of the new client. A queue is not taken over.
#[must_use]
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_client_with_options(
    client: Option<&mycpaas_client>,
    options: Option<&mycpaas_options>,
    derived: Option<&mut MaybeUninit<Option<Box<mycpaas_client>>>>,
) -> Option<Box<mycpaas_error>> {
    guard(|| {
        let out = Out::new("derived", derived)?;
        let (client, options) = (needed("client", client)?, needed("options", options)?);
        out.put(mycpaas_client::new(options.apply(&client.client)?, client.log)?);
        Ok(())
    })
}

/// Returns the account whose resources are used. `NULL` for `NULL`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_client_account_sid(client: Option<&mycpaas_client>) -> *const c_char {
    client.map_or(ptr::null(), |client| client.texts.get(ACCOUNT_SID))
}

/// Returns where the API is, without a slash at its end. `NULL` for `NULL`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_client_base_url(client: Option<&mycpaas_client>) -> *const c_char {
    client.map_or(ptr::null(), |client| client.texts.get(BASE_URL))
}

/// Frees a client. `NULL` is fine. Requests that are on their way go on.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_client_free(client: Option<Box<mycpaas_client>>) {
    drop(client);
}
