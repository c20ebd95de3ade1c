//! Requests that the library has no method for.

use std::fmt;

use bytes::Bytes;
use http::{HeaderValue, Method};

use crate::client::Client;
use crate::error::{Effect, Error};
use crate::operation::Operation;
use crate::shown::{shown, without_userinfo};
use crate::transport::{FORM, Outgoing};
use crate::validate;

/// Methods that are sent in upper case however they are written.
const USUAL_METHODS: [Method; 7] =
    [Method::GET, Method::HEAD, Method::OPTIONS, Method::POST, Method::PUT, Method::PATCH, Method::DELETE];

/// A request to any resource below the account.
///
/// ```
/// # use mycpaas::RawRequest;
/// let message = RawRequest::new("POST", "Messages.json")
///     .form("To", "+491234567890")
///     .form("From", "+491098765432")
///     .form("Body", "Hallo");
/// ```
#[derive(Clone)]
pub struct RawRequest {
    method: String,
    path: String,
    query: Vec<(String, String)>,
    form: Vec<(String, String)>,
    body: Option<(String, Vec<u8>)>,
}

impl RawRequest {
    /// Creates a request. The path is relative to the account, such as `Calls/CA123/Recordings.json`.
    ///
    /// The method may be in lower case, if it is a usual one.
    pub fn new(method: impl Into<String>, path: impl Into<String>) -> Self {
        Self { method: method.into(), path: path.into(), query: Vec::new(), form: Vec::new(), body: None }
    }

    /// Adds a query parameter.
    pub fn query(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.query.push((name.into(), value.into()));
        self
    }

    /// Adds a field to the form that is sent as the body. A name may be added several times.
    pub fn form(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.form.push((name.into(), value.into()));
        self
    }

    /// Sets a body of another media type, such as `application/json`. It excludes form fields.
    pub fn body(mut self, content_type: impl Into<String>, content: impl Into<Vec<u8>>) -> Self {
        self.body = Some((content_type.into(), content.into()));
        self
    }

    pub(crate) fn into_operation(self, client: &Client) -> Result<Operation, Error> {
        let method = method(&self.method)?;
        check_path(&self.path)?;
        let mut url = client.url(&self.path)?;
        if !self.query.is_empty() {
            url.query_pairs_mut().extend_pairs(&self.query);
        }
        let effect = effect(&method, &self.path);
        let (content_type, body) = self.content()?;
        let outgoing = Outgoing { method, url, content_type, body };
        Ok(Operation { name: "request", effect, masked_to: None, outgoing })
    }

    fn content(self) -> Result<(Option<HeaderValue>, Bytes), Error> {
        match self.body {
            Some(_) if !self.form.is_empty() => {
                Err(Error::invalid_argument("body", "cannot be sent together with form fields"))
            }
            Some((content_type, content)) => {
                let content_type = HeaderValue::from_str(&content_type).map_err(|_| {
                    Error::invalid_argument(
                        "content_type",
                        format_args!("{} is not a media type", shown(&content_type)),
                    )
                })?;
                Ok((Some(content_type), content.into()))
            }
            None if self.form.is_empty() => Ok((None, Bytes::new())),
            None => {
                let mut form = crate::form::Form::new();
                form.pairs(self.form.iter().map(|(name, value)| (name, value)));
                Ok((Some(FORM), form.finish().into()))
            }
        }
    }
}

impl fmt::Debug for RawRequest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A value may be a secret, or the telephone number of somebody.
        let names =
            |pairs: &[(String, String)]| pairs.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
        formatter
            .debug_struct("RawRequest")
            .field("method", &self.method)
            .field("path", &without_userinfo(&self.path))
            .field("query", &names(&self.query))
            .field("form", &names(&self.form))
            .field("content_type", &self.body.as_ref().map(|(content_type, _)| content_type))
            .finish_non_exhaustive()
    }
}

fn method(text: &str) -> Result<Method, Error> {
    let usual = USUAL_METHODS.into_iter().find(|method| method.as_str().eq_ignore_ascii_case(text));
    match usual {
        Some(method) => Ok(method),
        None => Method::from_bytes(text.as_bytes()).map_err(|_| {
            Error::invalid_argument("method", format_args!("{} is not an HTTP method", shown(text)))
        }),
    }
}

/// Nothing may lead out of the account, or hide a query.
fn check_path(path: &str) -> Result<(), Error> {
    for segment in path.split('/') {
        validate::path_segment(segment).map_err(|_| {
            Error::invalid_argument(
                "path",
                format_args!(
                    "{} is given; SIDs and names with single slashes between, as in \
                     Calls/CA123/Recordings.json, are allowed",
                    shown(path)
                ),
            )
        })?;
    }
    Ok(())
}

fn effect(method: &Method, path: &str) -> Effect {
    match *method {
        Method::GET | Method::HEAD | Method::OPTIONS => Effect::Read,
        Method::POST if matches!(path, "Calls" | "Calls.json") => Effect::PlacesCall,
        _ => Effect::Write,
    }
}
