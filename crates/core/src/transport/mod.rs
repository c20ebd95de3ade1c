//! One request out, one answer in, with every wait limited.

mod failure;
mod progress;
mod setup;

use std::pin::pin;
use std::time::{Duration, Instant};

use bytes::{Bytes, BytesMut};
use http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, Method};
use url::Url;

use crate::cancel::{self, CancelToken};
use crate::error::{Delivery, Error, ErrorKind};
use crate::options::Timeouts;

pub(crate) use failure::Failure;
use progress::{Progress, TrackedBody};
pub(crate) use setup::{Proxy, TransportSettings};

/// The form media type, in which every write of the API goes out.
pub(crate) const FORM: HeaderValue = HeaderValue::from_static("application/x-www-form-urlencoded");

/// The most room that is set aside for an answer because it says how long it will be.
const TRUSTED_LENGTH: u64 = 64 * 1024;

/// A request, ready to be sent as often as needed.
#[derive(Debug)]
pub(crate) struct Outgoing {
    pub(crate) method: Method,
    pub(crate) url: Url,
    pub(crate) content_type: Option<HeaderValue>,
    pub(crate) body: Bytes,
}

/// An answer: its head, and as much of its body as came.
#[derive(Debug)]
pub(crate) struct Received {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// Why the body is not whole, if it is not.
    pub(crate) broken: Option<Failure>,
}

/// Sends requests and reads answers.
#[derive(Clone, Debug)]
pub(crate) struct Transport {
    http: reqwest::Client,
    max_response_size: usize,
}

impl Transport {
    pub(crate) fn new(settings: &TransportSettings<'_>) -> Result<Self, Error> {
        Ok(Self { http: setup::http_client(settings)?, max_response_size: settings.max_response_size })
    }

    /// Sends once and reads the answer, within the limits.
    pub(crate) async fn exchange(
        &self,
        outgoing: &Outgoing,
        headers: &HeaderMap,
        limits: &Limits<'_>,
    ) -> Result<Received, Failure> {
        let progress = Progress::start(limits.start);
        let mut request = reqwest::Request::new(outgoing.method.clone(), outgoing.url.clone());
        request.headers_mut().clone_from(headers);
        if let Some(content_type) = &outgoing.content_type {
            request.headers_mut().insert(CONTENT_TYPE, content_type.clone());
        }
        let body = TrackedBody::new(outgoing.body.clone(), progress.clone());
        *request.body_mut() = Some(reqwest::Body::wrap(body));

        let mut answer = pin!(self.http.execute(request));
        let mut timer = pin!(tokio::time::sleep_until(limits.first().into()));
        loop {
            tokio::select! {
                biased;
                head = &mut answer => {
                    let head = head.map_err(|error| Failure::before_answer(error, &progress))?;
                    return Ok(self.read(head, limits).await);
                }
                () = limits.cancelled() => return Err(Failure::cancelled_before_answer(&progress)),
                () = &mut timer => match limits.passed(&progress) {
                    Ok(next) => timer.as_mut().reset(next.into()),
                    Err(failure) => return Err(failure),
                },
            }
        }
    }

    /// Reads the body of an answer whose head came.
    async fn read(&self, mut response: reqwest::Response, limits: &Limits<'_>) -> Received {
        let status = response.status().as_u16();
        let delivery = Delivery::of_status(status);
        let headers = std::mem::take(response.headers_mut());
        let expected = response.content_length();
        let mut body = Bytes::new();
        let broken = if is_compressed(&headers) {
            Some(problem(ErrorKind::Decode, "the answer is compressed, which was not asked for", delivery))
        } else if expected.is_some_and(|length| length > self.max_response_size as u64) {
            Some(too_large(delivery))
        } else {
            self.read_chunks(&mut response, expected, &mut body, limits, delivery).await.err()
        };
        Received { status, headers, body, broken }
    }

    async fn read_chunks(
        &self,
        response: &mut reqwest::Response,
        expected: Option<u64>,
        body: &mut Bytes,
        limits: &Limits<'_>,
        delivery: Delivery,
    ) -> Result<(), Failure> {
        let mut collected = BytesMut::new();
        let outcome = loop {
            match self.next_chunk(response, limits, delivery).await {
                Ok(None) => break Ok(()),
                Err(failure) => break Err(failure),
                Ok(Some(chunk)) if body.is_empty() && collected.is_empty() => *body = chunk,
                Ok(Some(chunk)) => {
                    if collected.is_empty() {
                        let room = expected.unwrap_or_default().min(TRUSTED_LENGTH);
                        collected.reserve(usize::try_from(room).unwrap_or_default());
                        collected.extend_from_slice(body);
                    }
                    collected.extend_from_slice(&chunk);
                }
            }
            if body.len().max(collected.len()) > self.max_response_size {
                break Err(too_large(delivery));
            }
        };
        if !collected.is_empty() {
            *body = collected.freeze();
        }
        outcome
    }

    async fn next_chunk(
        &self,
        response: &mut reqwest::Response,
        limits: &Limits<'_>,
        delivery: Delivery,
    ) -> Result<Option<Bytes>, Failure> {
        let (until, message) = limits.for_next_chunk(Instant::now());
        tokio::select! {
            biased;
            chunk = tokio::time::timeout_at(until.into(), response.chunk()) => match chunk {
                Ok(chunk) => chunk.map_err(|error| Failure::within_answer(error, delivery)),
                Err(_) => Err(Failure::timeout(message, delivery)),
            },
            () = limits.cancelled() => Err(Failure::cancelled_within_answer(delivery)),
        }
    }
}

fn problem(kind: ErrorKind, message: &str, delivery: Delivery) -> Failure {
    Failure { kind, message: message.to_owned(), delivery, source: None }
}

fn too_large(delivery: Delivery) -> Failure {
    problem(ErrorKind::ResponseTooLarge, "the answer is larger than max_response_size", delivery)
}

fn is_compressed(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_ENCODING).is_some_and(|value| value.as_bytes() != b"identity" && !value.is_empty())
}

/// When each part of one exchange must be over, and what ends it before.
#[derive(Debug)]
pub(crate) struct Limits<'a> {
    start: Instant,
    deadline: Instant,
    timeouts: &'a Timeouts,
    cancel_token: Option<&'a CancelToken>,
}

impl<'a> Limits<'a> {
    /// The limits of an exchange that begins now.
    pub(crate) fn new(
        timeouts: &'a Timeouts,
        deadline: Instant,
        cancel_token: Option<&'a CancelToken>,
    ) -> Self {
        Self { start: Instant::now(), deadline, timeouts, cancel_token }
    }

    /// Ends when the caller cancels the exchange.
    async fn cancelled(&self) {
        cancel::cancelled(self.cancel_token).await;
    }

    /// Returns the first moment at which any limit can pass.
    fn first(&self) -> Instant {
        self.next(self.timeouts.connect.min(self.timeouts.read), self.start)
    }

    fn next(&self, after: Duration, from: Instant) -> Instant {
        (from + after).min(self.deadline)
    }

    /// Says which limit has passed before the head of the answer came, or when to look again.
    fn passed(&self, progress: &Progress) -> Result<Instant, Failure> {
        let now = Instant::now();
        let Some(sent) = progress.sent_at() else {
            return self.passed_before_sending(now, progress);
        };
        if now >= self.deadline {
            return Err(Failure::timeout("no answer came within the total time-out", Delivery::Unknown));
        }
        if now >= sent + self.timeouts.read {
            return Err(Failure::timeout("no answer came within the read time-out", Delivery::Unknown));
        }
        Ok(self.next(self.timeouts.read, sent))
    }

    fn passed_before_sending(&self, now: Instant, progress: &Progress) -> Result<Instant, Failure> {
        let message = if now >= self.deadline {
            "no connection was made within the total time-out"
        } else if now >= self.start + self.timeouts.connect {
            "no connection was made within the connect time-out"
        } else {
            // Sending cannot have begun before now, so no read time-out can pass before this.
            let connect = self.start + self.timeouts.connect;
            return Ok(connect.min(self.next(self.timeouts.read, now)));
        };
        if progress.abandon() {
            return Err(Failure::timeout(message, Delivery::NotSent));
        }
        // It was taken by a connection in this very moment.
        if now >= self.deadline {
            return Err(Failure::timeout("no answer came within the total time-out", Delivery::Unknown));
        }
        Ok(self.next(self.timeouts.read, now))
    }

    fn for_next_chunk(&self, now: Instant) -> (Instant, &'static str) {
        let read = now + self.timeouts.read;
        if read < self.deadline {
            (read, "the answer stopped for longer than the read time-out")
        } else {
            (self.deadline, "the answer was not complete within the total time-out")
        }
    }
}
