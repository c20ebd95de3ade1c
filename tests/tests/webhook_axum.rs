//! A web application with axum: documents as answers, events as arguments, and what no handler sees.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::net::SocketAddr;

use axum::Router;
use axum::response::IntoResponse;
use axum::routing::{any, get, post};
use mycpaas::axum::{Verified, Webhook, WebhookRejection};
use mycpaas::laml::{Element, MessagingResponse, Say, VoiceResponse};
use mycpaas::webhook::{
    Event, Fields, GatherEvent, ParseLimits, RefusalReason, SignatureScheme, SignatureValidator,
    SignedRequest,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

const PUBLIC: &str = "https://shop.example";
const FORM: (&str, &str) = ("Content-Type", "application/x-www-form-urlencoded");
const BODY: &str = "CallSid=CA1&Digits=1%2B2";

fn validator() -> SignatureValidator {
    let validator = SignatureValidator::new("12345").expect("a key");
    validator.public_url(PUBLIC).expect("a URL").limits(ParseLimits::new().size(1_000).fields(10))
}

async fn serve() -> SocketAddr {
    let inner = Router::new().route("/kind", any(async |Verified(event): Verified| event.kind().name()));
    let excused = async |outcome: Result<Verified<Fields>, WebhookRejection>| match outcome {
        Ok(Verified(fields)) => fields.len().to_string(),
        Err(WebhookRejection::Refused(refusal)) => refusal.reason().name().to_owned(),
        Err(other) => other.to_string(),
    };
    let app = Router::new()
        .route(
            "/digits",
            post(async |Verified(event): Verified<GatherEvent>| {
                event.digits().unwrap_or_default().to_owned()
            }),
        )
        .route("/open", any(async |Webhook(event): Webhook<Event>| event.kind().name()))
        .route("/excused", post(excused))
        .route("/voice", get(async || VoiceResponse::new().add(Say::new("Grüße"))))
        .route("/message", get(async || MessagingResponse::new()))
        .route("/element", get(async || Element::new("Response")))
        .route("/broken", get(async || VoiceResponse::new().add(Say::new("\u{0}")).into_response()))
        .nest("/inner", inner)
        .with_state(validator());
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, app).await });
    address
}

/// Sends a request, and returns the status, and head and body of the answer.
async fn ask(
    at: SocketAddr,
    method: &str,
    url: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> (u16, String, String) {
    let headers: String = headers.iter().map(|(name, value)| [name, ": ", value, "\r\n"].concat()).collect();
    let request = format!(
        "{method} {url} HTTP/1.1\r\nHost: inner:80\r\nConnection: close\r\n{headers}Content-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let mut connection = TcpStream::connect(at).await.expect("it listens");
    connection.write_all(request.as_bytes()).await.expect("it reads");
    let mut answer = String::new();
    connection.read_to_string(&mut answer).await.expect("it answers");
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
    (status, head.to_lowercase(), body.to_owned())
}

/// The same, signed by whoever knows the key.
async fn ask_signed(at: SocketAddr, method: &str, url: &str, body: &str) -> (u16, String) {
    let signature = validator().sign(
        SignatureScheme::Parameters,
        &SignedRequest::new(method, url).headers(&[FORM]).body(body.as_bytes()),
    );
    let headers = [FORM, ("X-SignalWire-Signature", &signature.value)];
    let (status, _, answer) = ask(at, method, url, &headers, body).await;
    (status, answer)
}

#[tokio::test]
async fn what_is_genuine_reaches_its_handler() {
    let app = serve().await;
    assert_eq!(ask_signed(app, "POST", "/digits?a='%27", BODY).await, (200, "1+2".to_owned()));
    assert_eq!(
        ask_signed(app, "GET", "/inner/kind?CallSid=CA1&Digits=1", "").await,
        (200, "gather".to_owned())
    );
    assert_eq!(ask_signed(app, "POST", "/inner/kind", BODY).await, (200, "gather".to_owned()));
    assert_eq!(ask_signed(app, "POST", "/excused", BODY).await, (200, "2".to_owned()));
}

#[tokio::test]
async fn what_is_forged_does_not() {
    let app = serve().await;
    let signed = validator().sign(
        SignatureScheme::Parameters,
        &SignedRequest::new("POST", "/digits").headers(&[FORM]).body(BODY.as_bytes()),
    );
    let genuine = ("X-Twilio-Signature", signed.value.as_str());
    for (url, headers, body) in [
        ("/digits", vec![FORM], BODY),
        ("/digits", vec![FORM, genuine], "CallSid=CA1&Digits=2"),
        ("/digits?x", vec![FORM, genuine], BODY),
        ("/digits", vec![("Content-Type", "application/json"), genuine], "{}"),
        ("/digits", vec![FORM, ("X-Twilio-Signature", "nonsense")], BODY),
    ] {
        let (status, _, answer) = ask(app, "POST", url, &headers, body).await;
        assert_eq!((status, answer.as_str()), (403, ""), "{url} {headers:?} {body}");
    }
    let (status, _, answer) = ask(app, "POST", "/excused", &[FORM], BODY).await;
    assert_eq!((status, answer.as_str()), (200, RefusalReason::MissingHeader.name()));
}

#[tokio::test]
async fn what_cannot_be_read_is_refused() {
    let app = serve().await;
    let large = format!("a={}", "b".repeat(1_000));
    let (status, _, answer) = ask(app, "POST", "/digits", &[FORM], &large).await;
    assert_eq!((status, answer.as_str()), (413, ""));
    let (status, _, answer) = ask(app, "POST", "/open", &[FORM], "a=%").await;
    assert_eq!((status, answer.as_str()), (400, ""));
    let (status, _, answer) = ask(app, "POST", "/open", &[FORM], BODY).await;
    assert_eq!((status, answer.as_str()), (200, "gather"));
}

#[tokio::test]
async fn documents_are_answers() {
    let app = serve().await;
    for (url, expected) in
        [("/voice", "<Say>Grüße</Say>"), ("/message", "<Response/>"), ("/element", "<Response/>")]
    {
        let (status, head, answer) = ask(app, "GET", url, &[], "").await;
        assert!(status == 200 && head.contains("content-type: application/xml\r\n"), "{head}");
        assert!(answer.contains(expected), "{answer}");
    }
    let (status, _, answer) = ask(app, "GET", "/broken", &[], "").await;
    assert_eq!((status, answer.as_str()), (500, ""));
}
