//! Listing calls, page by page or one by one.

use std::fmt;

use crate::calls::generated::LIST;
use crate::calls::parameters::Parameters;
use crate::calls::{Call, CallDirection, Calls};
use crate::client::Client;
use crate::error::Error;
use crate::page::{Cursor, Page, PageRequest, Records};
use crate::validate;

/// Which calls to list.
#[derive(Clone, Default)]
pub struct ListCalls {
    pub(super) parameters: Parameters,
    direction: Option<CallDirection>,
    limit: Option<usize>,
    resume: Option<Cursor>,
}

impl ListCalls {
    /// Keeps only calls with this direction.
    ///
    /// The filter works on this side: every call is transferred, and others are dropped here. mycpaas's
    /// prose promises a filter by direction, and its table of parameters has none.
    pub fn direction(mut self, direction: CallDirection) -> Self {
        self.direction = Some(direction);
        self
    }

    /// Stops after so many calls. Pages are not affected.
    pub fn limit(mut self, calls: usize) -> Self {
        self.limit = Some(calls);
        self
    }

    /// Goes on where a [`Cursor`] was taken. It holds the filters that are sent, but neither
    /// `direction` nor `limit`: give these again. No other filter may be given with it.
    pub fn resume(mut self, cursor: Cursor) -> Self {
        self.resume = Some(cursor);
        self
    }

    fn check(&self) -> Result<(), Error> {
        self.parameters.check(LIST)?;
        if let Some(direction) = &self.direction {
            let known = CallDirection::KNOWN.iter().map(CallDirection::as_str);
            validate::case("direction", direction.as_str(), known)?;
        }
        if self.resume.is_some() && !self.parameters.is_empty() {
            return Err(Error::invalid_argument(
                "resume",
                "a cursor holds its filters; only direction and limit may be given with it",
            ));
        }
        Ok(())
    }

    fn first_request(&self, client: &Client) -> Result<PageRequest, Error> {
        self.check()?;
        if let Some(cursor) = &self.resume {
            return cursor.to_request(client.origin());
        }
        let mut url = client.calls_url().clone();
        let mut given = self.parameters.pairs(LIST, client.list_encoding()).peekable();
        if given.peek().is_some() {
            url.query_pairs_mut().extend_pairs(given);
        }
        Ok(PageRequest::new(url))
    }
}

impl fmt::Debug for ListCalls {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = formatter.debug_struct("ListCalls");
        self.parameters.debug(LIST, &mut debug);
        debug.field("direction", &self.direction).field("limit", &self.limit).field("resume", &self.resume);
        debug.finish()
    }
}

impl Calls<'_> {
    /// Lists calls. Nothing is sent before a page or a call is asked for.
    pub fn list(self, parameters: ListCalls) -> CallList {
        CallList { client: self.client.clone(), parameters }
    }
}

/// A list of calls that has not been asked for yet.
#[derive(Clone, Debug)]
pub struct CallList {
    client: Client,
    parameters: ListCalls,
}

impl CallList {
    /// Requests the first page.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`](crate::ErrorKind::InvalidArgument) for a malformed filter, before
    /// anything is sent.
    pub async fn first_page(self) -> Result<Page<Call>, Error> {
        let request = self.parameters.first_request(&self.client)?;
        Page::fetch(self.client, request, self.parameters.direction).await
    }

    /// Turns the list into a stream of calls. It requests the next page when it needs it, and holds one.
    pub fn into_stream(self) -> Records<Call> {
        let limit = self.parameters.limit;
        Records::new(self.first_page(), limit)
    }
}
