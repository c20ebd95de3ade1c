//! The parameters of a request.

use axum::extract::{FromRequest, Request};
use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{Method, StatusCode};
use url::{Url, form_urlencoded};

use super::error::ApiError;
use crate::webhook::{Hook, Source};

/// The parameters of a request, in the order they came.
#[derive(Debug)]
pub(super) struct Form(Vec<(String, String)>);

impl Form {
    pub(super) fn parse(encoded: &[u8]) -> Self {
        Self(form_urlencoded::parse(encoded).into_owned().collect())
    }

    /// Returns the last value of a parameter.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.all(name).pop()
    }

    /// Returns the last value of a parameter, unless it is empty.
    pub(super) fn filled(&self, name: &str) -> Option<&str> {
        self.get(name).filter(|value| !value.is_empty())
    }

    /// Returns every value of a parameter.
    pub(super) fn all(&self, name: &str) -> Vec<&str> {
        self.0.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str()).collect()
    }

    /// Reads an address and its method. The code is that of the error if the address is malformed.
    pub(super) fn hook(&self, name: &str, method: &str, code: u32) -> Result<Option<Hook>, ApiError> {
        let Some(text) = self.filled(name) else {
            return Ok(None);
        };
        let url = Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
        let Some(url) = url else {
            return Err(ApiError::bad(
                code,
                format!("{name} {text:?} is not an absolute http or https URL."),
            ));
        };
        Ok(Some(Hook { method: self.method(method)?, url }))
    }

    /// Reads where a document comes from.
    pub(super) fn source(&self) -> Result<Option<Source>, ApiError> {
        let fallback = self.hook("FallbackUrl", "FallbackMethod", 21205)?;
        Ok(self.hook("Url", "Method", 21205)?.map(|hook| Source { hook, fallback }))
    }

    fn method(&self, name: &str) -> Result<Method, ApiError> {
        match self.filled(name).unwrap_or("POST").to_ascii_uppercase().as_str() {
            "POST" => Ok(Method::POST),
            "GET" => Ok(Method::GET),
            other => Err(ApiError::bad(21209, format!("{name} {other:?} is neither GET nor POST."))),
        }
    }
}

/// Reads the form in the body, and refuses a body that is none.
impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let kind =
            request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default().trim();
        let is_form = kind.eq_ignore_ascii_case("application/x-www-form-urlencoded");
        let unsupported = format!("The body must be application/x-www-form-urlencoded, not {kind:?}.");
        let body = Bytes::from_request(request, state).await.unwrap_or_default();
        if !is_form && !body.is_empty() {
            return Err(ApiError::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, 20415, unsupported));
        }
        Ok(Self::parse(&body))
    }
}
