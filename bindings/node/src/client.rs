//! The client, and what is different for single requests.

use std::sync::{Mutex, PoisonError};

use mycpaas_bridge::{self as bridge, ClientBuilder, ErrorKind, Failure};
use napi_derive::napi;

use crate::failure::throw;
use crate::options::{RequestSettings, Settings, read};

/// What a client of JavaScript holds.
#[napi]
pub(crate) struct Client {
    /// Nothing once it was closed.
    open: Mutex<Option<bridge::Client>>,
}

#[napi]
impl Client {
    /// Builds a client out of settings, which are JSON.
    #[napi(constructor)]
    pub fn new(settings: String) -> napi::Result<Self> {
        let settings: Settings = read(&settings).map_err(throw)?;
        let builder = settings.apply(ClientBuilder::default()).map_err(throw)?.from_env();
        bridge::Client::new(builder).map(Self::open).map_err(throw)
    }

    /// Returns a client for which some options differ, which are JSON.
    #[napi]
    pub fn with_options(&self, options: String) -> napi::Result<Self> {
        let options: RequestSettings = read(&options).map_err(throw)?;
        self.derive(Some(options)).map(Self::open).map_err(throw)
    }

    /// The account whose resources are used.
    #[napi(getter)]
    pub fn account_sid(&self) -> napi::Result<String> {
        self.client().and_then(|client| client.account_sid().map(str::to_owned)).map_err(throw)
    }

    /// Where the API is.
    #[napi(getter)]
    pub fn base_url(&self) -> napi::Result<String> {
        self.client().and_then(|client| client.base_url().map(str::to_owned)).map_err(throw)
    }

    /// Closes idle connections. It cannot be used after this.
    #[napi]
    pub fn close(&self) {
        drop(self.open.lock().unwrap_or_else(PoisonError::into_inner).take());
    }
}

impl Client {
    fn open(client: bridge::Client) -> Self {
        Self { open: Mutex::new(Some(client)) }
    }

    fn client(&self) -> bridge::Result<bridge::Client> {
        let open = self.open.lock().unwrap_or_else(PoisonError::into_inner).clone();
        open.ok_or_else(|| Failure::new(ErrorKind::Configuration, "the client is closed"))
    }

    /// Returns the client for one request.
    pub(crate) fn derive(&self, options: Option<RequestSettings>) -> bridge::Result<bridge::Client> {
        let client = self.client()?;
        match options {
            Some(options) => client.with_options(options.into_options()?),
            None => Ok(client),
        }
    }
}
