//! Paging: which page comes next, and when there is none.

use std::collections::HashSet;
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::pin::Pin;
use std::str::FromStr;
use std::task::{Context, Poll};

use futures_util::stream::{self, Stream, StreamExt};
use url::Url;

use crate::answer::Metadata;
use crate::base_url::BaseUrl;
use crate::calls::{Call, CallDirection};
use crate::client::Client;
use crate::decode;
use crate::envelope::{CallEnvelope, Link};
use crate::error::{Effect, Error};
use crate::operation::{Operation, undecodable};

/// A place in a list that can be stored as text and resumed later.
///
/// ```
/// # fn main() -> Result<(), mycpaas::Error> {
/// use mycpaas::{Cursor, ListCalls};
/// let stored = "/api/laml/2010-04-01/Accounts/AC1/Calls.json?Page=3&PageSize=50";
/// let parameters = ListCalls::new().resume(stored.parse::<Cursor>()?);
/// # Ok(()) }
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Cursor(String);

impl Cursor {
    fn of(url: &Url) -> Self {
        Self(url[url::Position::BeforePath..].to_owned())
    }

    pub(crate) fn to_request(&self, base_url: &BaseUrl) -> Result<PageRequest, Error> {
        match base_url.resolve(&self.0) {
            Ok(url) => Ok(PageRequest::new(url)),
            Err(problem) => {
                Err(Error::invalid_argument("resume", format_args!("cannot be followed: {problem}")))
            }
        }
    }
}

impl FromStr for Cursor {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        if text.starts_with('/') && !text.starts_with("//") {
            return Ok(Self(text.to_owned()));
        }
        Err(Error::invalid_argument("resume", "is not a text that a cursor was stored as"))
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl fmt::Debug for Cursor {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The query may hold telephone numbers.
        let path = self.0.split('?').next().unwrap_or_default();
        write!(formatter, "Cursor({path:?}, …)")
    }
}

/// The address of one page, and the pages that were there before it.
#[derive(Clone, Debug)]
pub(crate) struct PageRequest {
    url: Url,
    /// Hashes of the addresses followed and of the records seen so far: a repeat ends the list.
    seen: HashSet<u64>,
}

impl PageRequest {
    pub(crate) fn new(url: Url) -> Self {
        Self { url, seen: HashSet::new() }
    }
}

/// One page of a list.
#[derive(Clone, Debug)]
pub struct Page<T> {
    items: Vec<T>,
    metadata: Metadata,
    client: Client,
    direction: Option<CallDirection>,
    next: Option<PageRequest>,
    previous: Option<PageRequest>,
}

impl<T> Page<T> {
    /// Returns the records of this page, in the order of the API.
    pub fn items(&self) -> &[T] {
        &self.items
    }

    /// Returns the records of this page by value.
    pub fn into_items(self) -> Vec<T> {
        self.items
    }

    /// Takes the records out of this page, which still knows its neighbours.
    pub fn take_items(&mut self) -> Vec<T> {
        std::mem::take(&mut self.items)
    }

    /// Returns how the page's answer came.
    pub fn metadata(&self) -> &Metadata {
        &self.metadata
    }

    /// Returns where the next page begins, to be stored and given to
    /// [`ListCalls::resume`](crate::ListCalls::resume). Nothing if this page is the last.
    pub fn cursor(&self) -> Option<Cursor> {
        self.next.as_ref().map(|request| Cursor::of(&request.url))
    }

    /// Lets another client request the neighbours of this page, such as one that was made after a `fork`.
    pub fn with_client(mut self, client: Client) -> Self {
        self.client = client;
        self
    }
}

impl Page<Call> {
    /// Requests the page after this one. Nothing if this page is the last.
    pub async fn next(&self) -> Option<Result<Self, Error>> {
        self.follow(self.next.clone()).await
    }

    /// Requests the page before this one. Nothing if this page is the first.
    pub async fn previous(&self) -> Option<Result<Self, Error>> {
        self.follow(self.previous.clone()).await
    }

    async fn follow(&self, request: Option<PageRequest>) -> Option<Result<Self, Error>> {
        let request = request?;
        if let Err(problem) = self.client.origin().resolve(request.url.as_str()) {
            let problem = format_args!("cannot request this page's neighbours: {problem}");
            return Some(Err(Error::invalid_argument("client", problem)));
        }
        Some(Self::fetch(self.client.clone(), request, self.direction.clone()).await)
    }

    pub(crate) async fn fetch(
        client: Client,
        request: PageRequest,
        direction: Option<CallDirection>,
    ) -> Result<Self, Error> {
        let answer = client.send(Operation::read("calls.list", request.url.clone())).await?;
        let (body, metadata) = answer.into_parts();
        let envelope: CallEnvelope = match decode::document(&body) {
            Ok(envelope) => envelope,
            Err(error) => return Err(undecodable(metadata, Effect::Read, &error).with_source(error)),
        };
        let neighbours = Neighbours::find(&envelope, request, client.origin());
        let (next, previous) = match neighbours {
            Ok(Neighbours { next, previous }) => (next, previous),
            Err(problem) => return Err(undecodable(metadata, Effect::Read, problem)),
        };
        let mut items = envelope.calls;
        if let Some(wanted) = &direction {
            items.retain(|call| call.direction.as_ref() == Some(wanted));
        }
        Ok(Self { items, metadata, client, direction, next, previous })
    }
}

/// The pages before and after one.
struct Neighbours {
    next: Option<PageRequest>,
    previous: Option<PageRequest>,
}

impl Neighbours {
    fn find(envelope: &CallEnvelope, request: PageRequest, base_url: &BaseUrl) -> Result<Self, String> {
        let previous = match &envelope.previous_page_uri {
            Link::To(uri) => Some(PageRequest::new(resolve("previous_page_uri", uri, base_url)?)),
            Link::None => None,
            Link::Absent => numbered(&request.url, envelope, -1).map(PageRequest::new),
        };
        let next = match &envelope.next_page_uri {
            Link::To(uri) => Some(resolve("next_page_uri", uri, base_url)?),
            Link::None => None,
            Link::Absent if envelope.is_short() => None,
            Link::Absent => numbered(&request.url, envelope, 1),
        };
        let next = next.filter(|_| !envelope.calls.is_empty()).and_then(|url| unseen(url, request, envelope));
        Ok(Self { next, previous })
    }
}

fn resolve(field: &str, uri: &str, base_url: &BaseUrl) -> Result<Url, String> {
    base_url.resolve(uri).map_err(|problem| format!("its {field} is not followed: {problem}"))
}

/// Counts pages where the envelope has no links at all, as mycpaas documents it.
fn numbered(url: &Url, envelope: &CallEnvelope, step: i64) -> Option<Url> {
    let asked = url.query_pairs().find(|(name, _)| name == "Page").and_then(|(_, page)| page.parse().ok());
    let current: i64 = envelope.page.or(asked).and_then(|page: u64| i64::try_from(page).ok()).unwrap_or(0);
    let number = u64::try_from(current.checked_add(step)?).ok()?;
    let others: Vec<(String, String)> =
        url.query_pairs().into_owned().filter(|(name, _)| name != "Page").collect();
    let mut numbered = url.clone();
    numbered.query_pairs_mut().clear().extend_pairs(others).append_pair("Page", &number.to_string());
    Some(numbered)
}

/// Refuses an address that was followed before, and one that follows records that came before.
fn unseen(url: Url, request: PageRequest, envelope: &CallEnvelope) -> Option<PageRequest> {
    let mut seen = request.seen;
    seen.insert(fingerprint(request.url.as_str()));
    let records: Vec<&str> = envelope.calls.iter().map(|call| call.sid.as_str()).collect();
    let repeated = !seen.insert(fingerprint(&records)) || seen.contains(&fingerprint(url.as_str()));
    if repeated {
        tracing::warn!("the list repeats itself and is ended here");
        return None;
    }
    Some(PageRequest { url, seen })
}

fn fingerprint<T: Hash + ?Sized>(value: &T) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// A stream of records that requests pages as it needs them.
///
/// It sends nothing before it is polled, and holds one page. After an error it ends.
pub struct Records<T>(Pin<Box<dyn Stream<Item = Result<T, Error>> + Send>>);

impl<T> Records<T> {
    /// Returns the next record, or nothing at the end.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        self.0.next().await
    }
}

impl Records<Call> {
    pub(crate) fn new(
        first: impl Future<Output = Result<Page<Call>, Error>> + Send + 'static,
        limit: Option<usize>,
    ) -> Self {
        let pages = stream::unfold(Position::Before(Box::pin(first)), Position::advance);
        let records = pages.flat_map(|page| match page {
            Ok(items) => stream::iter(items.into_iter().map(Ok).collect::<Vec<_>>()),
            Err(error) => stream::iter(vec![Err(error)]),
        });
        Self(Box::pin(records.take(limit.unwrap_or(usize::MAX))))
    }
}

/// Where a stream is in its list.
enum Position {
    Before(Pin<Box<dyn Future<Output = Result<Page<Call>, Error>> + Send>>),
    At(Box<Page<Call>>),
    End,
}

impl Position {
    async fn advance(self) -> Option<(Result<Vec<Call>, Error>, Self)> {
        let page = match self {
            Self::Before(first) => first.await,
            Self::At(page) => page.next().await?,
            Self::End => return None,
        };
        match page {
            Ok(mut page) => {
                let items = std::mem::take(&mut page.items);
                Some((Ok(items), Self::At(Box::new(page))))
            }
            Err(error) => Some((Err(error), Self::End)),
        }
    }
}

impl<T> Stream for Records<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(context)
    }
}

impl<T> fmt::Debug for Records<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Records").finish_non_exhaustive()
    }
}
