//! One request in, one answer or fault out.

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::header::CONTENT_LENGTH;
use http::{HeaderName, HeaderValue, Request, StatusCode};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::Incoming;
use hyper::service::Service;
use hyper_util::service::TowerToHyperService;
use tokio::time::sleep;

use super::Site;
use super::body::{AnswerBody, Broken};
use super::gate::Turn;
use crate::api::ApiError;
use crate::exchange::{Exchange, Stopped};
use crate::fault::FaultKind;
use crate::record::ReceivedRequest;
use crate::{control, sid};

/// The largest body of a request, in bytes.
const MAX_BODY: usize = 64 * 1024;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Answers a request, or breaks as a fault demands.
///
/// What was received is done even if the client does not wait for it, as in a real service.
pub(super) async fn answer(
    site: Site,
    turn: Turn,
    mut stopped: Stopped,
    request: Request<Incoming>,
) -> Result<http::Response<AnswerBody>, Broken> {
    let task = tokio::spawn(async move {
        tokio::select! {
            answer = site.answer(turn, request) => answer,
            () = stopped.wait() => Err(Broken),
        }
    });
    task.await.unwrap_or(Err(Broken))
}

impl Site {
    async fn answer(
        self,
        turn: Turn,
        request: Request<Incoming>,
    ) -> Result<http::Response<AnswerBody>, Broken> {
        let (head, body) = request.into_parts();
        let body = read(body).await?;
        match self.received(&head, body.as_ref()) {
            Some(FaultKind::CloseBeforeReading | FaultKind::CloseAfterReading) => Err(Broken),
            Some(FaultKind::CloseInsteadOfAnswering) => {
                self.handle(head, body).await;
                Err(Broken)
            }
            Some(FaultKind::CloseMidAnswer) => {
                send(self.handle(head, body).await, turn, AnswerBody::half).await
            }
            Some(FaultKind::Answer { status, headers, body }) => {
                send((status, headers, body).into_response(), turn, AnswerBody::whole).await
            }
            Some(FaultKind::Delay(time)) => {
                sleep(time).await;
                send(self.handle(head, body).await, turn, AnswerBody::whole).await
            }
            None => send(self.handle(head, body).await, turn, AnswerBody::whole).await,
        }
    }

    /// Records a request, and returns the fault that is meant for it.
    fn received(&self, head: &http::request::Parts, body: Option<&Bytes>) -> Option<FaultKind> {
        if control::is_control(head.uri.path()) {
            return None;
        }
        self.exchange.requests.add(ReceivedRequest {
            method: head.method.clone(),
            path: head.uri.path().to_owned(),
            query: head.uri.query().map(str::to_owned),
            headers: head.headers.clone(),
            body: body.cloned().unwrap_or_default(),
        });
        self.exchange.faults.take(&head.method, head.uri.path())
    }

    /// Does what the request asks for.
    async fn handle(&self, head: http::request::Parts, body: Option<Bytes>) -> Response {
        let Some(body) = body else {
            return too_large(&self.exchange);
        };
        let request = Request::from_parts(head, Body::from(body));
        match TowerToHyperService::new(self.router.clone()).call(request).await {
            Ok(answer) => answer,
            Err(never) => match never {},
        }
    }
}

/// Reads the body of a request. Returns nothing if it is too large.
async fn read(body: Incoming) -> Result<Option<Bytes>, Broken> {
    match Limited::new(body, MAX_BODY).collect().await {
        Ok(body) => Ok(Some(body.to_bytes())),
        Err(error) if error.is::<LengthLimitError>() => Ok(None),
        Err(_) => Err(Broken),
    }
}

fn too_large(exchange: &Exchange) -> Response {
    let message = format!("The body is larger than {MAX_BODY} bytes.");
    ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, 20413, message).render(exchange.dialect.error_shape)
}

/// Lets an answer leave, with an identifier and a body of its own.
async fn send(
    answer: Response,
    turn: Turn,
    body: fn(Bytes, Turn) -> AnswerBody,
) -> Result<http::Response<AnswerBody>, Broken> {
    let (mut head, whole) = answer.into_parts();
    let whole = whole.collect().await.map_err(|_| Broken)?.to_bytes();
    if let Ok(id) = HeaderValue::from_str(&sid::request_id()) {
        head.headers.entry(REQUEST_ID).or_insert(id);
    }
    if !whole.is_empty() {
        head.headers.insert(CONTENT_LENGTH, whole.len().into());
    }
    Ok(http::Response::from_parts(head, body(whole, turn)))
}
