//! Listing calls, page by page or one by one.

use crate::calls::{Call, CallDirection, CallStatus, Calls};
use crate::client::Client;
use crate::error::Error;
use crate::page::{Cursor, Page, PageRequest, Records};
use crate::validate;

const TYPED: [&str; 5] = ["To", "From", "Status", "Page", "PageSize"];

/// The largest page that compatible services allow; mycpaas states no maximum.
const PAGE_SIZE_MAX: u32 = 1000;

/// Which calls to list.
#[derive(Clone, Debug, Default)]
pub struct ListCalls {
    to: Option<String>,
    from: Option<String>,
    status: Option<CallStatus>,
    direction: Option<CallDirection>,
    page_size: Option<u32>,
    page: Option<u32>,
    limit: Option<usize>,
    resume: Option<Cursor>,
    extra: Vec<(String, String)>,
}

impl ListCalls {
    /// Creates parameters that list every call of the account.
    pub fn new() -> Self {
        Self::default()
    }

    /// Lists only calls to this number. Documented by mycpaas.
    pub fn to(mut self, number: impl Into<String>) -> Self {
        self.to = Some(number.into());
        self
    }

    /// Lists only calls from this number. Documented by mycpaas.
    pub fn from(mut self, number: impl Into<String>) -> Self {
        self.from = Some(number.into());
        self
    }

    /// Lists only calls with this status. Documented by mycpaas.
    pub fn status(mut self, status: CallStatus) -> Self {
        self.status = Some(status);
        self
    }

    /// Keeps only calls with this direction.
    ///
    /// The filter works on this side: every call is transferred, and others are dropped here. mycpaas's
    /// prose promises a filter by direction, and its table of parameters has none.
    pub fn direction(mut self, direction: CallDirection) -> Self {
        self.direction = Some(direction);
        self
    }

    /// Sets how many calls a page holds: 1 to 1000, by default 50. Documented by mycpaas.
    pub fn page_size(mut self, calls: u32) -> Self {
        self.page_size = Some(calls);
        self
    }

    /// Sets the first page, counted from 0. Documented by mycpaas; SignalWire refuses it above 0.
    pub fn page(mut self, number: u32) -> Self {
        self.page = Some(number);
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

    /// Adds a parameter that has no setter here, such as `StartTime>`, under its wire name.
    pub fn extra(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.extra.push((name.into(), value.into()));
        self
    }

    fn check(&self) -> Result<(), Error> {
        for (name, number) in [("to", &self.to), ("from", &self.from)] {
            if let Some(number) = number {
                validate::phone(name, number)?;
            }
        }
        if let Some(size) = self.page_size
            && !(1..=PAGE_SIZE_MAX).contains(&size)
        {
            return Err(Error::invalid_argument(
                "page_size",
                format_args!("{size} is given; 1 to {PAGE_SIZE_MAX} is allowed"),
            ));
        }
        self.check_resume()?;
        self.extra.iter().try_for_each(|(name, _)| validate::extra(name, &TYPED))
    }

    fn check_resume(&self) -> Result<(), Error> {
        let filtered = self.to.is_some()
            || self.from.is_some()
            || self.status.is_some()
            || self.page_size.is_some()
            || self.page.is_some()
            || !self.extra.is_empty();
        if self.resume.is_some() && filtered {
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
            return cursor.to_request(client.base_url());
        }
        let mut url = client.calls_url().clone();
        let numbers = [("Page", self.page), ("PageSize", self.page_size)]
            .map(|(name, number)| (name, number.map(|number| number.to_string())));
        let texts = [
            ("To", self.to.as_deref()),
            ("From", self.from.as_deref()),
            ("Status", self.status.as_ref().map(CallStatus::as_str)),
        ];
        let texts = texts.into_iter().chain(numbers.iter().map(|(name, text)| (*name, text.as_deref())));
        let extra = self.extra.iter().map(|(name, value)| (name.as_str(), Some(value.as_str())));
        let given: Vec<_> = texts.chain(extra).filter_map(|(name, value)| Some((name, value?))).collect();
        if !given.is_empty() {
            url.query_pairs_mut().extend_pairs(given);
        }
        Ok(PageRequest::new(url))
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
