//! A page of calls that may be taken through a `fork`, as its client may.

use mycpaas::{Call, Cursor, Metadata};

use crate::client::Client;
use crate::failure::Result;
use crate::operation::{Operation, Reply};

/// A page of calls.
#[derive(Clone, Debug)]
pub struct Page {
    page: mycpaas::Page<Call>,
    client: Client,
}

impl Page {
    pub(crate) fn new(client: Client, page: mycpaas::Page<Call>) -> Self {
        Self { page, client }
    }

    /// Returns the calls, in the order of the API.
    pub fn items(&self) -> &[Call] {
        self.page.items()
    }

    /// Takes the calls out of this page, which still knows its neighbours.
    pub fn take_items(&mut self) -> Vec<Call> {
        self.page.take_items()
    }

    /// Returns how the page's answer came.
    pub fn metadata(&self) -> &Metadata {
        self.page.metadata()
    }

    /// Returns where the next page begins.
    pub fn cursor(&self) -> Option<Cursor> {
        self.page.cursor()
    }

    /// Requests the page after this one.
    ///
    /// # Errors
    /// Where a new process cannot build its client.
    pub fn next(&self) -> Result<Operation> {
        let (client, page) = self.own()?;
        Ok(Operation::new(async move { reply(client, page.next().await) }))
    }

    /// Requests the page before this one.
    ///
    /// # Errors
    /// As for [`next`](Self::next).
    pub fn previous(&self) -> Result<Operation> {
        let (client, page) = self.own()?;
        Ok(Operation::new(async move { reply(client, page.previous().await) }))
    }

    /// Returns the page with the client of this process.
    fn own(&self) -> Result<(Client, mycpaas::Page<Call>)> {
        let page = self.page.clone().with_client(self.client.own()?.clone());
        Ok((self.client.clone(), page))
    }
}

fn reply(
    client: Client,
    page: Option<std::result::Result<mycpaas::Page<Call>, mycpaas::Error>>,
) -> Result<Reply> {
    Ok(Reply::Page(page.transpose()?.map(|page| Box::new(Page::new(client, page)))))
}
