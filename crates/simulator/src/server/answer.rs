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

/// How an answer leaves.
#[derive(Clone, Copy, PartialEq)]
enum Leave {
    Whole,
    Half,
    Never,
}

impl Site {
    async fn answer(
        self,
        turn: Turn,
        request: Request<Incoming>,
    ) -> Result<http::Response<AnswerBody>, Broken> {
        let (head, body) = request.into_parts();
        let body = match Limited::new(body, MAX_BODY).collect().await {
            Ok(body) => Some(body.to_bytes()),
            Err(error) if error.is::<LengthLimitError>() => None,
            Err(_) => return Err(Broken),
        };
        let fault = if control::is_control(head.uri.path()) {
            None
        } else {
            self.exchange
                .requests
                .add(received(&head, body.clone().unwrap_or_default()));
            self.exchange.faults.take(&head.method, head.uri.path())
        };
        let leave = match &fault {
            Some(FaultKind::CloseMidAnswer) => Leave::Half,
            Some(FaultKind::CloseInsteadOfAnswering) => Leave::Never,
            _ => Leave::Whole,
        };
        let answer = match fault {
            Some(FaultKind::CloseAfterReading | FaultKind::CloseBeforeReading) => return Err(Broken),
            Some(FaultKind::Answer {
                status,
                headers,
                body,
            }) => (status, headers, body).into_response(),
            Some(FaultKind::Delay(time)) => {
                sleep(time).await;
                self.handle(head, body).await
            }
            _ => self.handle(head, body).await,
        };
        finish(answer, leave, turn).await
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

fn received(head: &http::request::Parts, body: Bytes) -> ReceivedRequest {
    ReceivedRequest {
        method: head.method.clone(),
        path: head.uri.path().to_owned(),
        query: head.uri.query().map(str::to_owned),
        headers: head.headers.clone(),
        body,
    }
}

fn too_large(exchange: &Exchange) -> Response {
    let message = format!("The body is larger than {MAX_BODY} bytes.");
    ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, 20413, message).render(exchange.dialect.error_shape)
}

/// Lets an answer leave, with an identifier of its own.
async fn finish(answer: Response, leave: Leave, turn: Turn) -> Result<http::Response<AnswerBody>, Broken> {
    let (mut head, body) = answer.into_parts();
    let body = body.collect().await.map_err(|_| Broken)?.to_bytes();
    if let Ok(id) = HeaderValue::from_str(&sid::request_id()) {
        head.headers.entry(REQUEST_ID).or_insert(id);
    }
    let body = match leave {
        Leave::Never => return Err(Broken),
        Leave::Half if !body.is_empty() => {
            head.headers.insert(CONTENT_LENGTH, body.len().into());
            AnswerBody::half(&body, turn)
        }
        Leave::Half | Leave::Whole => AnswerBody::whole(body, turn),
    };
    Ok(http::Response::from_parts(head, body))
}
