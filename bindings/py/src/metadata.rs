//! How an answer came.

use std::time::Duration;

use mycpaas_bridge as bridge;
use pyo3::prelude::*;

use crate::arguments::text;

/// How an answer came: HTTP status, headers, request id, attempts and duration.
#[pyclass(frozen, eq, hash, module = "mycpaas")]
#[derive(Clone, PartialEq, Hash)]
pub(crate) struct Metadata {
    /// The HTTP status, such as 201.
    #[pyo3(get)]
    http_status: u16,
    /// Every header, names in lower case, in the order received.
    #[pyo3(get)]
    headers: Vec<(String, String)>,
    /// The API's identifier of the request, for a support ticket.
    #[pyo3(get)]
    request_id: Option<String>,
    /// How many times the request was tried; 1 if it worked at once.
    #[pyo3(get)]
    attempts: u32,
    /// The time from the caller's request to the end of the answer, retries included.
    #[pyo3(get)]
    elapsed: Duration,
}

/// Where a call has its metadata from. Few programs ask for them, so that they are read late.
pub(crate) enum Source {
    Answer(bridge::Metadata),
    Pickle(Metadata),
}

impl Source {
    pub(crate) fn http_status(&self) -> u16 {
        match self {
            Self::Answer(metadata) => metadata.http_status(),
            Self::Pickle(metadata) => metadata.http_status,
        }
    }

    pub(crate) fn read(&self) -> Metadata {
        match self {
            Self::Answer(metadata) => metadata.clone().into(),
            Self::Pickle(metadata) => metadata.clone(),
        }
    }
}

impl From<bridge::Metadata> for Metadata {
    fn from(metadata: bridge::Metadata) -> Self {
        let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
        Self {
            http_status: metadata.http_status(),
            headers: metadata.headers().map(owned).collect(),
            request_id: metadata.request_id().map(str::to_owned),
            attempts: metadata.attempts(),
            // As exactly as Python counts, so that a pickle equals what it was made of.
            elapsed: Duration::from_micros(u64::try_from(metadata.elapsed().as_micros()).unwrap_or(u64::MAX)),
        }
    }
}

#[pymethods]
impl Metadata {
    #[new]
    fn new(
        http_status: u16,
        headers: Vec<(String, String)>,
        request_id: Option<String>,
        attempts: u32,
        elapsed: Duration,
    ) -> Self {
        Self { http_status, headers, request_id, attempts, elapsed }
    }

    /// Returns the first value of a header. The name's case does not matter.
    fn header(&self, name: &Bound<'_, PyAny>) -> PyResult<Option<&str>> {
        let name = text("name", name)?;
        let found = self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(&name));
        Ok(found.map(|(_, value)| value.as_str()))
    }

    #[expect(clippy::type_complexity, reason = "what pickle asks for")]
    fn __reduce__<'py>(
        slf: &Bound<'py, Self>,
    ) -> (Bound<'py, PyAny>, (u16, Vec<(String, String)>, Option<String>, u32, Duration)) {
        let own = slf.get();
        let fields =
            (own.http_status, own.headers.clone(), own.request_id.clone(), own.attempts, own.elapsed);
        (slf.get_type().into_any(), fields)
    }

    fn __repr__(&self) -> String {
        let request_id = self.request_id.as_deref().map_or_else(|| "None".to_owned(), |id| format!("'{id}'"));
        format!(
            "Metadata(http_status={}, request_id={request_id}, attempts={}, elapsed={:.3}s)",
            self.http_status,
            self.attempts,
            self.elapsed.as_secs_f64()
        )
    }
}
