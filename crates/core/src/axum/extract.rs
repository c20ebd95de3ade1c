//! Events out of requests.

use ::axum::body::{Bytes, to_bytes};
use ::axum::extract::{FromRef, FromRequest, OriginalUri, Request};
use ::axum::http::header::CONTENT_TYPE;
use ::axum::http::request::Parts;

use super::rejection::WebhookRejection;
use crate::webhook::{Event, Fields, ParseLimits, SignatureValidator, SignedRequest, Verdict, parse_request};

/// A request of the service, read into an event, or into [`Fields`], **whoever sent it**: nothing is checked.
///
/// mycpaas documents no signature; where yours has none, let a secret path or the network decide who may ask. A body of more
/// than 1 MiB is refused. See [`WebhookRejection`] for what else is.
#[derive(Clone, Debug)]
pub struct Webhook<T = Event>(pub T);

/// A request whose signature was checked, read into an event, or into [`Fields`].
///
/// The validator comes from the state, by [`FromRef`], and so do its limits. It needs the
/// [public URL](SignatureValidator::public_url), since a server does not know by which name and scheme it was asked. In a
/// nested router the whole path counts. See [`WebhookRejection`] for what is refused.
#[derive(Clone, Debug)]
pub struct Verified<T = Event>(pub T);

impl<T: From<Fields>, S: Sync> FromRequest<S> for Webhook<T> {
    type Rejection = WebhookRejection;

    async fn from_request(request: Request, _state: &S) -> Result<Self, WebhookRejection> {
        let received = Received::read(request, ParseLimits::new()).await?;
        received.fields(ParseLimits::new()).map(T::from).map(Self)
    }
}

impl<T: From<Fields>, S: Sync> FromRequest<S> for Verified<T>
where
    SignatureValidator: FromRef<S>,
{
    type Rejection = WebhookRejection;

    async fn from_request(request: Request, state: &S) -> Result<Self, WebhookRejection> {
        let validator = SignatureValidator::from_ref(state);
        let limits = validator.parse_limits();
        let received = Received::read(request, limits).await?;
        received.check(&validator)?;
        received.fields(limits).map(T::from).map(Self)
    }
}

/// A request, with its body read once.
struct Received {
    parts: Parts,
    url: String,
    body: Bytes,
}

impl Received {
    async fn read(request: Request, limits: ParseLimits) -> Result<Self, WebhookRejection> {
        let (parts, body) = request.into_parts();
        let body = to_bytes(body, limits.body_size()).await.map_err(|_| WebhookRejection::Body)?;
        let original = parts.extensions.get::<OriginalUri>();
        let url = original.map_or(&parts.uri, |original| &original.0).to_string();
        Ok(Self { parts, url, body })
    }

    fn check(&self, validator: &SignatureValidator) -> Result<(), WebhookRejection> {
        let request = SignedRequest::new(self.parts.method.as_str(), &self.url)
            .headers(&self.parts.headers)
            .body(&self.body);
        match validator.validate(&request) {
            Verdict::Valid(_) => Ok(()),
            Verdict::Refused(refusal) => Err(WebhookRejection::Refused(refusal)),
        }
    }

    fn fields(&self, limits: ParseLimits) -> Result<Fields, WebhookRejection> {
        let content_type = self.parts.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        parse_request(self.parts.method.as_str(), &self.url, content_type, &self.body, limits)
            .map_err(WebhookRejection::Unreadable)
    }
}
