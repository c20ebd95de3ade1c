//! Time-outs beside what `tests/vectors/calls/limits.json` says.

use std::time::{Duration, Instant};

use mycpaas::{Client, ErrorKind, RequestOptions, WaitCall};
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
async fn waiting_ends_with_its_deadline_and_says_the_status() {
    let server = serve([Answer::json(200, "{\"sid\":\"CA1\",\"status\":\"ringing\"}").into()]);
    let start = Instant::now();
    let client = client(&server, LONG, LONG);
    let error =
        limited(client.calls().wait("CA1", WaitCall::new().deadline(Duration::from_millis(600)))).await;
    let error = error.expect_err("it keeps ringing");
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(error.message().contains("ringing") && error.message().contains("0.6 s"), "{error}");
    assert!(start.elapsed() < Duration::from_millis(600) + MARGIN);
    assert!(server.record().count("GET") >= 3);
}
