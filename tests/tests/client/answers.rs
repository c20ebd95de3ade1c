//! Answers that are unusual and still understood.

use std::time::{Duration, SystemTime};

use mycpaas::{CallDirection, CallStatus, Decimal};
use mycpaas_tests::fault_server::{Answer, Behaviour, Payload};
use serde_json::json;

use crate::support::{client, create, limited, serve};

async fn created(body: impl Into<Payload>) -> mycpaas::Answer<mycpaas::Call> {
    let server = serve([Answer::json(201, body).into()]);
    create(&client(&server)).await.expect("it is understood")
}

#[tokio::test]
async fn numbers_and_texts_are_interchangeable() {
    for (duration, price, queue_time) in
        [(json!(15), json!(-0.03), json!(1000)), (json!("15"), json!("-0.03000"), json!("1000"))]
    {
        let body = json!({"sid": "CA1", "duration": duration, "price": price, "queue_time": queue_time});
        let call = created(&body).await;
        assert_eq!(call.duration, Some(Duration::from_secs(15)));
        assert_eq!(call.price, Some(Decimal::new(-3, 2)));
        assert_eq!(call.queue_time, Some(Duration::from_secs(1)));
        assert!(call.extra.is_empty());
    }
}

#[tokio::test]
async fn a_price_keeps_every_digit() {
    let call = created("{\"sid\":\"CA1\",\"price\":-0.1234567890123456789}").await;
    assert_eq!(call.price.map(|price| price.to_string()).as_deref(), Some("-0.1234567890123456789"));
    let call = created("{\"sid\":\"CA1\",\"price\":3e-3}").await;
    assert_eq!(call.price, Some(Decimal::new(3, 3)));
}

#[tokio::test]
async fn what_is_unknown_or_of_another_type_is_kept() {
    let body = json!({
        "sid": "CA1", "status": "teleporting", "direction": "sideways", "to": {"number": 1}, "duration": "long",
        "price": [1], "loudness": 4.2, "mood": null, "uri": true, "audio_in_mos": 4.25, "audio_out_lost": "7",
    });
    let call = created(&body).await;
    assert_eq!(call.status, Some(CallStatus::Other("teleporting".into())));
    assert_eq!(call.direction, Some(CallDirection::Other("sideways".into())));
    assert_eq!((call.to.as_deref(), call.duration, call.price), (None, None, None));
    assert_eq!((call.audio_in_mos, call.audio_out_lost), (Some(Decimal::new(425, 2)), Some(7)));
    for name in ["to", "duration", "price", "loudness", "mood", "uri"] {
        assert_eq!(call.extra.get(name), body.get(name), "{name}");
    }
}

#[tokio::test]
async fn null_is_absent_and_the_last_of_two_keys_counts() {
    let call =
        created("{\"sid\":\"CA1\",\"to\":null,\"status\":null,\"price\":null,\"start_time\":null}").await;
    assert_eq!((call.to.as_deref(), call.status.as_ref(), call.price), (None, None, None));
    let call =
        created("{\"sid\":\"CA1\",\"status\":\"queued\",\"sid\":\"CA2\",\"status\":\"ringing\"}").await;
    assert_eq!((call.sid.as_str(), call.status.clone()), ("CA2", Some(CallStatus::Ringing)));
}

#[tokio::test]
async fn dates_are_kept_and_understood() {
    let expected = SystemTime::UNIX_EPOCH + Duration::from_secs(1_537_524_000);
    for text in [
        "Fri, 21 Sep 2018 10:00:00 +0000",
        "Fri, 21 Sept 2018 10:00:00 +0000",
        "Thur, 21 Sep 2018 12:00:00 +0200",
        "21 Sep 2018 10:00:00 GMT",
        "2018-09-21T10:00:00Z",
        "2018-09-21T12:00:00+02:00",
        "2018-09-21T10:00:00",
    ] {
        let call = created(&json!({"sid": "CA1", "start_time": text})).await;
        let time = call.start_time.as_ref().expect("it is there");
        assert_eq!((time.raw(), time.to_system_time()), (text, Some(expected)));
    }
    let call = created(&json!({"sid": "CA1", "start_time": "yesterday"})).await;
    let time = call.start_time.as_ref().expect("it is there");
    assert_eq!((time.raw(), time.to_system_time()), ("yesterday", None));
}

#[tokio::test]
async fn a_deeply_nested_field_costs_the_call_nothing() {
    let body = format!("{{\"sid\":\"CA1\",\"deep\":{}{}}}", "[".repeat(50_000), "]".repeat(50_000));
    let call = created(body).await;
    assert_eq!(call.sid, "CA1");
    assert!(call.extra.contains_key("deep"));
}

#[tokio::test]
async fn early_hints_come_before_the_answer() {
    let server = serve([Behaviour::early_hints(Answer::created())]);
    let call = create(&client(&server)).await.expect("the answer follows");
    assert_eq!((call.metadata().http_status(), server.post_count()), (201, 1));
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
async fn delete_and_raw_requests_take_any_success() {
    let server = serve([Answer::new(204).into(), Answer::new(200).body("ok").into()]);
    let client = client(&server);
    let deleted = limited(client.calls().delete("CA1")).await.expect("deleted");
    assert_eq!(deleted.metadata().http_status(), 204);
    let request = mycpaas::RawRequest::new("PUT", "Calls/CA1/Notes").body("text/plain", "hello");
    let answer = limited(client.request(request)).await.expect("taken");
    assert_eq!(&answer[..], b"ok");
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
