//! A client that works in every process that it gets into.

use std::fmt;
use std::sync::Arc;

use mycpaas::{ClientBuilder, RequestOptions};

use crate::failure::Result;
use crate::process_slot::ProcessSlot;
use crate::runtime::Runtime;

/// A client of the Calls API that may be made before a `fork` and used after it.
///
/// Each process makes connections of its own when it first sends something.
#[derive(Clone, Debug)]
pub struct Client {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    recipe: Recipe,
    slot: ProcessSlot<mycpaas::Client>,
    /// Dropped after the client above.
    _closing: CloseConnections,
}

/// Lets connections be closed when the last copy of a client is dropped.
#[derive(Debug)]
struct CloseConnections;

/// How a process makes its own.
enum Recipe {
    Build(Box<ClientBuilder>),
    Derive(Client, Box<RequestOptions>),
}

impl Client {
    /// Builds a client. Whatever is wrong with its settings is told now.
    ///
    /// # Errors
    /// As for [`ClientBuilder::build`].
    pub fn new(builder: ClientBuilder) -> Result<Self> {
        Self::checked(Recipe::Build(Box::new(builder)))
    }

    /// Returns a client for which some options differ. It shares the pool of connections.
    ///
    /// # Errors
    /// As for `mycpaas::Client::with_options`.
    pub fn with_options(&self, options: RequestOptions) -> Result<Self> {
        Self::checked(Recipe::Derive(self.clone(), Box::new(options)))
    }

    /// Returns the account whose resources are used.
    ///
    /// # Errors
    /// As for [`new`](Self::new), where this is the first use in a process.
    pub fn account_sid(&self) -> Result<&str> {
        Ok(self.own()?.account_sid())
    }

    /// Returns where the API is.
    ///
    /// # Errors
    /// As for [`new`](Self::new), where this is the first use in a process.
    pub fn base_url(&self) -> Result<&str> {
        Ok(self.own()?.base_url())
    }

    fn checked(recipe: Recipe) -> Result<Self> {
        let client = Self {
            shared: Arc::new(Shared { recipe, slot: ProcessSlot::new(), _closing: CloseConnections }),
        };
        client.own()?;
        Ok(client)
    }

    /// Returns the client of this process.
    pub(crate) fn own(&self) -> Result<&mycpaas::Client> {
        self.shared.slot.get_or_try_init(|| match &self.shared.recipe {
            Recipe::Build(builder) => Ok(builder.as_ref().clone().build()?),
            Recipe::Derive(client, options) => Ok(client.own()?.with_options(options)?),
        })
    }
}

impl Drop for CloseConnections {
    fn drop(&mut self) {
        Runtime::close_connections();
    }
}

impl fmt::Debug for Recipe {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Build(builder) => builder.fmt(formatter),
            Self::Derive(_, options) => options.fmt(formatter),
        }
    }
}
