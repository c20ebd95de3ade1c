//! What the simulator sends is signed, in each style.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::unwrap_used, reason = "tests")]

mod common;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, Method, Uri};
use axum::response::IntoResponse;
use common::{FROM, TO, within};
use mycpaas::webhook::{self, EventKind, SignatureScheme, SignatureValidator, SignedRequest, Verdict};
use mycpaas::{CallEvent, Client, CreateCall, HttpMethod};
use mycpaas_simulator::{Callee, SignatureStyle, Simulator, WebhookFormat};

const KEY: &str = "simulated-key";

/// What came, and whether it was genuine.
type Seen = Vec<(EventKind, Verdict)>;

async fn app(seen: Arc<Mutex<Seen>>) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let validator = SignatureValidator::new(KEY).unwrap().public_url(&url).unwrap();
    let answer = move |method: Method, uri: Uri, headers: HeaderMap, body: Bytes| {
        let path = uri.path_and_query().unwrap().as_str();
        let request = SignedRequest::new(method.as_str(), path).headers(&headers).body(&body);
        let verdict = validator.validate(&request);
        let fields = if method == Method::GET {
            webhook::parse_query(uri.query().unwrap_or_default())
        } else {
            webhook::parse(headers.get("content-type").and_then(|value| value.to_str().ok()), &body)
        };
        let kind = EventKind::detect(&fields.unwrap());
        seen.lock().unwrap().push((kind, verdict));
        let menu = "<Response><Gather numDigits=\"1\" action=\"/menu?ä=%27x+y\"><Say>Eins?</Say></Gather></Response>";
        std::future::ready(([("content-type", "application/xml")], menu).into_response())
    };
    tokio::spawn(async move { axum::serve(listener, Router::new().fallback(answer)).await });
    url
}

async fn run(style: SignatureStyle, format: WebhookFormat, method: HttpMethod) -> Seen {
    let seen = Arc::<Mutex<Seen>>::default();
    let url = app(Arc::clone(&seen)).await;
    let callee = Callee::answers_after(Duration::from_secs(1)).presses("1");
    let builder = Simulator::builder().callee(TO, callee).signing_key(KEY);
    let simulator = builder.signature_style(style).webhook_format(format).start().await.unwrap();
    let client = Client::builder()
        .account_sid(simulator.account_sid())
        .auth_token(simulator.auth_token())
        .base_url(simulator.base_url())
        .build()
        .unwrap();
    let call = CreateCall::new(TO, FROM, format!("{url}/voice?a='b'&c=+%20#rt=1"))
        .method(method)
        .status_callback(format!("{url}/status"))
        .status_callback_event([CallEvent::Answered, CallEvent::Completed]);
    let call = client.calls().create(call).await.unwrap();
    simulator.wait_for_end(&call.sid).await.unwrap();
    simulator.shutdown().await;
    std::mem::take(&mut *seen.lock().unwrap())
}

async fn expect(style: SignatureStyle, format: WebhookFormat, method: HttpMethod, scheme: SignatureScheme) {
    let seen = within(run(style, format, method)).await;
    for kind in [EventKind::Document, EventKind::Gather, EventKind::Status] {
        assert!(seen.iter().any(|(seen, _)| *seen == kind), "{style:?}: no {kind} in {seen:?}");
    }
    for (kind, verdict) in seen {
        assert_eq!(verdict.scheme(), Some(scheme), "{style:?}, {kind}: {verdict:?}");
    }
}

#[tokio::test]
async fn forms_in_every_style() {
    for (style, scheme) in [
        (SignatureStyle::Twilio, SignatureScheme::Parameters),
        (SignatureStyle::TwilioSha256, SignatureScheme::ParametersSha256),
        (SignatureStyle::SignalWire, SignatureScheme::Parameters),
    ] {
        expect(style, WebhookFormat::Form, HttpMethod::Post, scheme).await;
    }
}

#[tokio::test]
async fn json_in_every_style() {
    for (style, scheme) in [
        (SignatureStyle::Twilio, SignatureScheme::BodyHash),
        (SignatureStyle::TwilioSha256, SignatureScheme::BodyHashSha256),
        (SignatureStyle::SignalWire, SignatureScheme::BodyHash),
        (SignatureStyle::SignalWireRaw, SignatureScheme::RawBody),
    ] {
        expect(style, WebhookFormat::Json, HttpMethod::Post, scheme).await;
    }
}

#[tokio::test]
async fn a_get() {
    expect(SignatureStyle::Twilio, WebhookFormat::Form, HttpMethod::Get, SignatureScheme::Parameters).await;
}

#[tokio::test]
async fn raw_bodies_are_json() {
    let builder = || Simulator::builder().signature_style(SignatureStyle::SignalWireRaw);
    let error = builder().signing_key(KEY).start().await.unwrap_err();
    assert!(error.to_string().contains("signalwire-raw signs JSON only"), "{error}");
    builder().start().await.unwrap().shutdown().await;

    let seen = within(run(SignatureStyle::SignalWireRaw, WebhookFormat::Json, HttpMethod::Get)).await;
    let schemes: Vec<_> = seen.iter().map(|(kind, verdict)| (*kind, verdict.scheme())).collect();
    assert!(schemes.contains(&(EventKind::Document, Some(SignatureScheme::Parameters))), "{schemes:?}");
    assert!(schemes.contains(&(EventKind::Gather, Some(SignatureScheme::RawBody))), "{schemes:?}");
}
