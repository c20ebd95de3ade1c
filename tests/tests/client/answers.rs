//! What is known of an answer beside what `tests/vectors/calls/answers.json` says.

use std::time::Duration;

use mycpaas_tests::fault_server::{Answer, Payload};

use crate::support::{client, create, serve};

async fn created(body: impl Into<Payload>) -> mycpaas::Answer<mycpaas::Call> {
    let server = serve([Answer::json(201, body).into()]);
    create(&client(&server)).await.expect("it is understood")
}

#[tokio::test]
async fn a_deeply_nested_field_costs_the_call_nothing() {
    let body = format!("{{\"sid\":\"CA1\",\"deep\":{}{}}}", "[".repeat(50_000), "]".repeat(50_000));
    let call = created(body).await;
    assert_eq!(call.sid, "CA1");
    assert!(call.extra.contains_key("deep"));
}

#[tokio::test]
async fn every_answer_has_its_metadata() {
    let server = serve([Answer::created().header("X-Request-Id", "RQ7").header("X-Load", "3").into()]);
    let call = create(&client(&server)).await.expect("created");
    let metadata = call.metadata();
    assert_eq!((metadata.http_status(), metadata.attempts()), (201, 1));
    assert_eq!((metadata.request_id(), metadata.header("x-load")), (Some("RQ7"), Some("3")));
    assert!(metadata.headers().any(|header| header == ("x-load", "3")));
    assert!(metadata.elapsed() > Duration::ZERO);
}

#[tokio::test]
async fn debug_shows_no_telephone_number() {
    let call = created("{\"sid\":\"CA1\",\"to\":\"+491234567890\",\"from\":\"+491098765432\"}").await;
    let text = format!("{call:?} {:?}", crate::support::new_call());
    assert!(
        text.contains("+49*******890") && !text.contains("1234567890") && !text.contains("1098765432"),
        "{text}"
    );
}
