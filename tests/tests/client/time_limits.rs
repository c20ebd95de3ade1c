//! Time-outs: each passes when it should, and none later.

use std::time::{Duration, Instant};

use mycpaas::{Client, Delivery, ErrorKind, RequestOptions, WaitCall};
use mycpaas_tests::fault_server::{Answer, Behaviour, Stage, TestServer};

use crate::support::{create, limited, serve, with_defaults};

const SHORT: Duration = Duration::from_millis(300);
const LONG: Duration = Duration::from_secs(20);

/// How much later than its limit a time-out may be seen on a busy machine.
const MARGIN: Duration = Duration::from_secs(2);

fn client(server: &TestServer, read: Duration, total: Duration) -> Client {
    with_defaults(server.base_url()).read_timeout(read).total_timeout(total).build().expect("valid")
}

async fn time_out(client: &Client) -> (mycpaas::Error, Duration) {
    let start = Instant::now();
    let error = create(client).await.expect_err("it takes too long");
    (error, start.elapsed())
}

#[tokio::test]
async fn the_read_time_out_ends_a_silent_answer() {
    let server = serve([Behaviour::stall(Stage::Whole)]);
    let (error, elapsed) = time_out(&client(&server, SHORT, LONG)).await;
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Timeout, Delivery::Unknown));
    assert!(error.message().contains("read time-out"), "{error}");
    assert!(elapsed >= SHORT && elapsed < SHORT + MARGIN, "{elapsed:?}");
}

#[tokio::test]
async fn the_total_time_out_ends_an_answer_that_never_falls_silent() {
    let answer = Answer::created();
    let server = serve([Behaviour::trickle_body(&answer, Duration::from_millis(50))]);
    let total = Duration::from_millis(700);
    let (error, elapsed) = time_out(&client(&server, SHORT, total)).await;
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Timeout, Delivery::Accepted));
    assert!(error.message().contains("total time-out"), "{error}");
    assert!(elapsed >= total && elapsed < total + MARGIN, "{elapsed:?}");
}

#[tokio::test]
async fn a_slow_answer_within_the_limits_is_an_answer() {
    let server = serve([Behaviour::delayed(Answer::created(), SHORT * 2)]);
    create(&client(&server, LONG, LONG)).await.expect("it comes in time");
}

#[tokio::test]
async fn a_connect_time_out_shorter_than_the_answer_does_not_cut_it() {
    let server = serve([Behaviour::delayed(Answer::created(), SHORT * 2)]);
    let client = with_defaults(server.base_url()).connect_timeout(Duration::from_millis(100));
    create(&client.build().expect("valid")).await.expect("connecting took no time");
}

#[tokio::test]
async fn options_set_time_outs_for_one_request() {
    let server = serve([Behaviour::stall(Stage::Whole), Answer::created().into()]);
    let client = client(&server, LONG, LONG);
    let hurried = client.with_options(&RequestOptions::new().read_timeout(SHORT)).expect("valid");
    let (error, elapsed) = time_out(&hurried).await;
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(elapsed < SHORT + MARGIN, "{elapsed:?}");
    create(&client).await.expect("the other one has its own");
}

#[tokio::test]
async fn retries_end_with_the_total_time_out() {
    let server = serve([Behaviour::stall(Stage::Whole)]);
    let total = Duration::from_millis(800);
    let client = client(&server, SHORT, total);
    let start = Instant::now();
    let error = limited(client.calls().fetch("CA1")).await.expect_err("never answered");
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(start.elapsed() < total + MARGIN, "{:?}", start.elapsed());
}

#[tokio::test]
async fn waiting_ends_with_its_deadline_and_says_the_status() {
    let server = serve([Answer::json(200, "{\"sid\":\"CA1\",\"status\":\"ringing\"}").into()]);
    let start = Instant::now();
    let client = client(&server, LONG, LONG);
    let error =
        limited(client.calls().wait("CA1", WaitCall::new().deadline(Duration::from_millis(600)))).await;
    let error = error.expect_err("it keeps ringing");
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(error.message().contains("ringing") && error.message().contains("600ms"), "{error}");
    assert!(start.elapsed() < Duration::from_millis(600) + MARGIN);
    assert!(server.record().count("GET") >= 3);
}

#[tokio::test]
async fn waiting_for_a_call_that_cannot_be_seen_ends_with_its_deadline() {
    let server = serve([Behaviour::stall(Stage::Whole)]);
    let start = Instant::now();
    let client = client(&server, LONG, LONG);
    let waiting = client.calls().wait("CA1", WaitCall::new().deadline(SHORT));
    let error = limited(waiting).await.expect_err("nothing answers");
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(start.elapsed() < SHORT + MARGIN, "{:?}", start.elapsed());
}
